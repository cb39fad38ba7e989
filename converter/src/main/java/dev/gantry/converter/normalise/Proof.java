package dev.gantry.converter.normalise;

import ai.onnxruntime.OrtException;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.dossier.ElementType;
import dev.gantry.dossier.Tensor;
import dev.gantry.runner.LoadedEngine;
import java.util.List;
import java.util.Locale;

/** Original and changed graph side by side, sample by sample, in fp32. */
final class Proof implements AutoCloseable {
  /** What reordered sums may cost. A pass that changes the meaning loses far more. */
  private static final double LEAST_DB = 120;

  private final LoadedEngine before;
  private final LoadedEngine after;

  private Proof(LoadedEngine before, LoadedEngine after) {
    this.before = before;
    this.after = after;
  }

  static Proof of(OnnxModel model, byte[] changed) throws OrtException {
    // By path: a model with external data does not load from bytes.
    LoadedEngine before = LoadedEngine.asBuilt(model.file(), 1);
    try {
      return new Proof(before, LoadedEngine.asBuilt(changed, 1));
    } catch (OrtException | RuntimeException e) {
      before.close();
      throw e;
    }
  }

  void check(List<Tensor> sample) throws OrtException, BrokenException {
    List<Tensor> expected = before.run(sample);
    List<Tensor> got = after.run(sample);
    for (int index = 0; index < expected.size(); index++) {
      compare(expected.get(index), got.get(index));
    }
  }

  private static void compare(Tensor expected, Tensor got) throws BrokenException {
    if (expected.equals(got)) {
      return;
    }
    if (!expected.spec().equals(got.spec()) || expected.spec().type() != ElementType.FLOAT32) {
      throw new BrokenException("output " + expected.spec() + " became " + got.spec());
    }
    double decibel = signalToNoise(expected.floats(), got.floats());
    if (!(decibel >= LEAST_DB)) {
      throw new BrokenException(
          String.format(
              Locale.ROOT,
              "output %s agrees to %.1f dB only, %.0f dB are demanded",
              expected.name(),
              decibel,
              LEAST_DB));
    }
  }

  private static double signalToNoise(float[] expected, float[] got) {
    double signal = 0;
    double noise = 0;
    for (int index = 0; index < expected.length; index++) {
      double error = (double) expected[index] - got[index];
      signal += (double) expected[index] * expected[index];
      noise += error * error;
    }
    return noise == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(signal / noise);
  }

  @Override
  public void close() throws OrtException {
    try (before) {
      after.close();
    }
  }

  /** The outputs differ. */
  static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1;

    BrokenException(String message) {
      super(message);
    }
  }
}
