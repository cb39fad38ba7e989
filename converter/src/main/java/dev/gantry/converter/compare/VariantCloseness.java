package dev.gantry.converter.compare;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorComparison;
import dev.gantry.inference.LoadedEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures how close variants of a model come to it on some samples, in decibel of the worst
 * output.
 */
public final class VariantCloseness {
  private static final int MOST_SAMPLES = 16;

  private final List<List<Tensor>> expected = new ArrayList<>();
  private final SampleFeed samples;

  private VariantCloseness(SampleFeed samples) {
    this.samples = samples;
  }

  public static VariantCloseness to(OnnxMl.ModelProto model, SampleFeed samples)
      throws OrtException, IOException {
    VariantCloseness closeness = new VariantCloseness(samples.spread(MOST_SAMPLES));
    try (LoadedEngine engine = LoadedEngine.asBuilt(model.toByteArray(), 1, samples.limit())) {
      for (int sample = 0; sample < closeness.samples.count(); sample++) {
        closeness.expected.add(engine.run(closeness.samples.at(sample)));
      }
    }
    return closeness;
  }

  public double of(OnnxMl.ModelProto variant) throws OrtException, IOException {
    int outputs = expected.get(0).size();
    TensorComparison[] sums = new TensorComparison[outputs];
    Arrays.fill(sums, TensorComparison.NONE);
    try (LoadedEngine engine = LoadedEngine.asBuilt(variant.toByteArray(), 1, samples.limit())) {
      for (int sample = 0; sample < expected.size(); sample++) {
        List<Tensor> got = engine.run(samples.at(sample));
        for (int output = 0; output < outputs; output++) {
          Tensor before = expected.get(sample).get(output);
          if (before.spec().type() == ElementType.FLOAT32) {
            if (before.elements() != got.get(output).elements()) {
              // Another number of things found: nothing can be compared one by one.
              return -TensorComparison.CEILING;
            }
            sums[output] = sums[output].plus(TensorComparison.of(before, got.get(output)));
          }
        }
      }
    }
    double worst = TensorComparison.CEILING;
    for (TensorComparison one : sums) {
      if (one.strays() > 0) {
        return -TensorComparison.CEILING;
      }
      worst = Math.min(worst, one.sqnr().orElse(TensorComparison.CEILING));
    }
    return worst;
  }
}
