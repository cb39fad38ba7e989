package dev.gantry.converter.quantize;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.ElementType;
import dev.gantry.dossier.Tensor;
import dev.gantry.inference.LoadedEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how close variants of a model come to it on some samples, in decibel of the worst
 * output.
 */
final class VariantCloseness {
  private static final int MOST_SAMPLES = 16;

  private final List<List<Tensor>> expected = new ArrayList<>();
  private final SampleFeed samples;

  private VariantCloseness(SampleFeed samples) {
    this.samples = samples;
  }

  static VariantCloseness to(OnnxMl.ModelProto model, SampleFeed samples)
      throws OrtException, IOException {
    VariantCloseness closeness = new VariantCloseness(samples.spread(MOST_SAMPLES));
    try (LoadedEngine engine = LoadedEngine.asBuilt(model.toByteArray(), 1, samples.limit())) {
      for (int sample = 0; sample < closeness.samples.count(); sample++) {
        closeness.expected.add(engine.run(closeness.samples.at(sample)));
      }
    }
    return closeness;
  }

  double of(OnnxMl.ModelProto variant) throws OrtException, IOException {
    int outputs = expected.get(0).size();
    double[] signal = new double[outputs];
    double[] noise = new double[outputs];
    try (LoadedEngine engine = LoadedEngine.asBuilt(variant.toByteArray(), 1, samples.limit())) {
      for (int sample = 0; sample < expected.size(); sample++) {
        List<Tensor> got = engine.run(samples.at(sample));
        for (int output = 0; output < outputs; output++) {
          Tensor before = expected.get(sample).get(output);
          if (before.spec().type() == ElementType.FLOAT32) {
            float[] exact = before.floats();
            signal[output] += power(exact, new float[exact.length]);
            noise[output] += power(exact, got.get(output).floats());
          }
        }
      }
    }
    double worst = Double.POSITIVE_INFINITY;
    for (int output = 0; output < outputs; output++) {
      if (Double.isInfinite(noise[output])) {
        return Double.NEGATIVE_INFINITY;
      }
      if (noise[output] > 0) {
        worst = Math.min(worst, 10 * Math.log10(signal[output] / noise[output]));
      }
    }
    return worst;
  }

  /** Of what differs; all of it where one side is no finite number or has another length. */
  private static double power(float[] expected, float[] got) {
    if (expected.length != got.length) {
      return Double.POSITIVE_INFINITY;
    }
    double power = 0;
    for (int index = 0; index < expected.length; index++) {
      double error = (double) expected[index] - got[index];
      boolean same = Float.compare(expected[index], got[index]) == 0;
      power += same ? 0 : Double.isFinite(error) ? error * error : Double.POSITIVE_INFINITY;
    }
    return power;
  }
}
