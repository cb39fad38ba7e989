package dev.gantry.converter.half;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorComparison;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.inference.WatchedGraph;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures how far the outputs of changed graphs are from those of the model, as noise in parts of
 * signal.
 */
final class OutputNoise {
  private final SampleFeed samples;
  private final List<Map<String, float[]>> expected = new ArrayList<>();

  private OutputNoise(SampleFeed samples) {
    this.samples = samples;
  }

  static OutputNoise of(OnnxMl.ModelProto model, SampleFeed samples)
      throws OrtException, IOException {
    OutputNoise noise = new OutputNoise(samples);
    try (WatchedGraph watched = WatchedGraph.of(model.toByteArray(), 1, samples.limit())) {
      for (int sample = 0; sample < samples.count(); sample++) {
        Map<String, float[]> outputs = new HashMap<>();
        watched.run(
            samples.at(sample),
            (spec, values) -> {
              if (spec.type() == ElementType.FLOAT32) {
                outputs.put(spec.name(), floats(values));
              }
            });
        noise.expected.add(outputs);
      }
    }
    return noise;
  }

  /** Of the worst output of all samples. */
  double in(OnnxMl.ModelProto changed) throws OrtException, IOException {
    double[] worst = {0};
    try (WatchedGraph watched = WatchedGraph.of(changed.toByteArray(), 1, samples.limit())) {
      for (int sample = 0; sample < samples.count(); sample++) {
        Map<String, float[]> outputs = expected.get(sample);
        List<Tensor> fed = samples.at(sample);
        watched.run(fed, (spec, got) -> worst[0] = Math.max(worst[0], share(outputs, spec, got)));
      }
    }
    return worst[0];
  }

  private static double share(Map<String, float[]> outputs, TensorSpec spec, ByteBuffer values) {
    float[] wanted = outputs.get(spec.name());
    FloatBuffer got = values.asFloatBuffer();
    if (wanted == null) {
      return 0;
    }
    if (got.remaining() != wanted.length) {
      // Another number of things found: nothing can be compared one by one.
      return 1;
    }
    TensorComparison compared = TensorComparison.of(FloatBuffer.wrap(wanted), got);
    if (compared.nonFinite() > 0) {
      return Double.POSITIVE_INFINITY;
    }
    return compared.errorPower() == 0 ? 0 : compared.errorPower() / compared.referencePower();
  }

  private static float[] floats(ByteBuffer values) {
    float[] floats = new float[values.remaining() / 4];
    values.asFloatBuffer().get(floats);
    return floats;
  }
}
