package dev.gantry.converter.cpu;

/**
 * A weight in whole numbers, each channel with a step of its own, chosen so that the squared error
 * is least.
 */
final class ByteWeight {
  private static final int TRIED = 24;

  /** A step below it is as good as none: the channel is all zeros then. */
  private static final float TINIEST = 1e-30f;

  private final byte[] values;
  private final float[] steps;

  private ByteWeight(byte[] values, float[] steps) {
    this.values = values;
    this.steps = steps;
  }

  /** Row by row as the weight itself. Not to be changed. */
  byte[] values() {
    return values;
  }

  /** One for each channel. Not to be changed. */
  float[] steps() {
    return steps;
  }

  /**
   * @param stride distance between two neighbours on the channel axis, as rows by rows they lie
   * @param levels the largest whole number
   * @param floors steps that may not be gone below, one for each channel
   */
  static ByteWeight of(float[] weights, int channels, int stride, int levels, float[] floors) {
    byte[] values = new byte[weights.length];
    float[] steps = new float[channels];
    for (int channel = 0; channel < channels; channel++) {
      Lane lane = new Lane(weights, channels, stride, channel);
      steps[channel] = Math.max(step(lane, levels), floors[channel]);
      for (int index = 0; index < lane.size(); index++) {
        int place = lane.place(index);
        values[place] = (byte) rounded(weights[place], steps[channel], levels);
      }
    }
    return new ByteWeight(values, steps);
  }

  /** The values of one channel among those of all. */
  private static final class Lane {
    private final float[] weights;
    private final int channels;
    private final int stride;
    private final int channel;

    Lane(float[] weights, int channels, int stride, int channel) {
      this.weights = weights;
      this.channels = channels;
      this.stride = stride;
      this.channel = channel;
    }

    int size() {
      return weights.length / channels;
    }

    float value(int index) {
      return weights[place(index)];
    }

    int place(int index) {
      return index / stride * stride * channels + channel * stride + index % stride;
    }
  }

  private static float step(Lane lane, int levels) {
    float most = 0;
    for (int index = 0; index < lane.size(); index++) {
      most = Math.max(most, Math.abs(lane.value(index)));
    }
    float whole = most / levels;
    if (whole < TINIEST) {
      return 1;
    }
    float best = whole;
    double least = Double.POSITIVE_INFINITY;
    for (int tried = 0; tried < TRIED; tried++) {
      float step = whole * (1 - 0.02f * tried);
      double error = error(lane, step, levels);
      if (error < least) {
        least = error;
        best = step;
      }
    }
    return best;
  }

  private static double error(Lane lane, float step, int levels) {
    double sum = 0;
    for (int index = 0; index < lane.size(); index++) {
      float value = lane.value(index);
      double error = value - rounded(value, step, levels) * (double) step;
      sum += error * error;
    }
    return sum;
  }

  private static int rounded(float value, float step, int levels) {
    return Math.max(-levels, Math.min(levels, (int) Math.rint(value / step)));
  }

  /** What the whole numbers stand for. */
  float[] floats(int stride) {
    float[] floats = new float[values.length];
    for (int place = 0; place < floats.length; place++) {
      floats[place] = values[place] * steps[place / stride % steps.length];
    }
    return floats;
  }
}
