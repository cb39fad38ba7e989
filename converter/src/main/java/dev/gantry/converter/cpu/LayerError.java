package dev.gantry.converter.cpu;

import dev.gantry.dossier.tensor.TensorComparison;

/**
 * Holds the error that eight bits cause in one layer that is fed the trained model's own values.
 */
final class LayerError {
  private final float[] shift;
  private final double signal;
  private final double noise;

  /**
   * @param shift by how much each channel comes out too low on average, its activation not done
   * @param signal the sum of squares of what should come out
   * @param noise the sum of squares of what differs
   */
  LayerError(float[] shift, double signal, double noise) {
    this.shift = shift.clone();
    this.signal = signal;
    this.noise = noise;
  }

  float shift(int channel) {
    return shift[channel];
  }

  double decibel() {
    return TensorComparison.decibel(signal, noise);
  }
}
