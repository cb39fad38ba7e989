package dev.gantry.converter.compare;

import static dev.gantry.converter.Onnx.FLOAT;
import static dev.gantry.converter.Onnx.graph;
import static dev.gantry.converter.Onnx.model;
import static dev.gantry.converter.Onnx.node;
import static dev.gantry.converter.Onnx.value;
import static dev.gantry.converter.Onnx.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.Dialect;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorComparison;
import dev.gantry.inference.InferenceLimit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariantComparisonTest {
  @TempDir Path folder;

  /** One that multiplies four numbers. */
  private Path times(String name, float... factors) throws Exception {
    OnnxMl.GraphProto.Builder graph =
        graph(4).addInitializer(weight("w", factors)).addNode(node("Mul", List.of("x", "w"), "y"));
    return Files.write(folder.resolve(name), model(graph).toByteArray());
  }

  private static Tensor x(float... values) {
    return Tensor.ofFloats("x", List.of((long) values.length), values);
  }

  private List<OutputAgreement> compare(Path model, Path variant, Tensor... samples)
      throws Exception {
    List<List<Tensor>> all = new ArrayList<>();
    for (Tensor sample : samples) {
      all.add(List.of(sample));
    }
    try (VariantComparison comparison =
        VariantComparison.of(model, variant, Dialect.TENSORRT, InferenceLimit.usual("m.onnx"))) {
      return comparison.run(SampleFeed.of(all), (sample, expected, got) -> {});
    }
  }

  @Test
  void a_model_agrees_with_itself_to_the_last_bit() throws Exception {
    Path model = times("model.onnx", 1, 2, 3, 4);

    OutputAgreement one = compare(model, model, x(1, 2, 3, 4)).get(0);

    assertThat(one.output()).isEqualTo("y");
    assertThat(one.decibel()).hasValue(TensorComparison.CEILING);
    assertThat(one.cosine()).hasValue(1);
    assertThat(one.largest()).hasValue(0);
    assertThat(one.strays()).isZero();
  }

  /** The runtime would multiply the weights beforehand, which rounds otherwise. */
  @Test
  void what_the_runtime_does_to_a_graph_is_not_blamed_on_the_variant() throws Exception {
    Random random = new Random(3);
    float[] matrix = new float[4096];
    float[] factors = new float[64];
    float[] values = new float[64];
    for (int index = 0; index < matrix.length; index++) {
      matrix[index] = (float) random.nextGaussian();
      factors[index % 64] = (float) random.nextGaussian();
      values[index % 64] = (float) random.nextGaussian();
    }
    OnnxMl.TensorProto.Builder kernel =
        weight("w", matrix).clearDims().addAllDims(List.of(64L, 64L, 1L, 1L));
    OnnxMl.GraphProto.Builder graph =
        OnnxMl.GraphProto.newBuilder()
            .setName("g")
            .addInput(value("x", FLOAT, 1, 64, 1, 1))
            .addOutput(value("y", FLOAT, 1, 64, 1, 1))
            .addInitializer(kernel)
            .addInitializer(weight("f", factors).clearDims().addAllDims(List.of(64L, 1L, 1L)))
            .addNode(node("Conv", List.of("x", "w"), "c"))
            .addNode(node("Mul", List.of("c", "f"), "y"));
    Path model = Files.write(folder.resolve("model.onnx"), model(graph).toByteArray());

    OutputAgreement one =
        compare(model, model, Tensor.ofFloats("x", List.of(1L, 64L, 1L, 1L), values)).get(0);

    assertThat(one.decibel()).hasValue(TensorComparison.CEILING);
  }

  @Test
  void what_is_left_of_an_output_is_told_with_the_sample_that_keeps_least() throws Exception {
    Path model = times("model.onnx", 1, 1, 1, 1);
    Path variant = times("variant.onnx", 1, 1, 1, 1.1f);

    OutputAgreement one =
        compare(model, variant, x(10, 10, 10, 0), x(1, 1, 1, 20), x(10, 10, 10, 1)).get(0);

    // 300 + 403 + 301 of signal, 4 + 0.01 of noise.
    assertThat(one.decibel().orElseThrow()).isCloseTo(10 * Math.log10(1004 / 4.01), within(0.001));
    assertThat(one.largest().orElseThrow()).isCloseTo(2, within(1e-5));
    assertThat(one.worst()).isEqualTo(1);
    assertThat(one.worstDecibel().orElseThrow())
        .isCloseTo(10 * Math.log10(403 / 4.0), within(0.001));
  }

  @Test
  void numbers_that_became_none_are_counted_and_never_averaged_away() throws Exception {
    Path model = times("model.onnx", 1, 1, 1, 1);
    Path variant = times("variant.onnx", 1, 1, 1, Float.POSITIVE_INFINITY);

    OutputAgreement one =
        compare(model, variant, x(1, 1, 1, 1), x(1, 1, 1, 0), x(1, 1, 1, -2)).get(0);

    assertThat(one.strays()).isEqualTo(3);
    assertThat(one.decibel()).hasValue(TensorComparison.CEILING);
    assertThat(one.worst()).isZero();
  }

  @Test
  void infinities_of_the_model_itself_are_no_fault_of_the_variant() throws Exception {
    Path model = times("model.onnx", 1, 1, 1, Float.POSITIVE_INFINITY);

    OutputAgreement one = compare(model, model, x(1, 1, 1, 1), x(1, 1, 1, 0)).get(0);

    assertThat(one.strays()).isZero();
    assertThat(one.decibel()).hasValue(TensorComparison.CEILING);
  }

  @Test
  void silence_that_became_noise_has_nothing_left() throws Exception {
    Path model = times("model.onnx", 0, 0, 0, 0);
    Path variant = times("variant.onnx", 0, 0, 0, 1);

    OutputAgreement one = compare(model, variant, x(1, 1, 1, 1)).get(0);

    assertThat(one.decibel()).hasValue(-TensorComparison.CEILING);
    assertThat(one.cosine()).hasValue(0);
  }

  @Test
  void figures_are_those_of_plain_sums_over_all_samples() throws Exception {
    long seed = 4_711;
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      float[] factors = new float[4];
      List<Tensor> samples = new ArrayList<>();
      double signal = 0;
      double noise = 0;
      for (int index = 0; index < 4; index++) {
        factors[index] = 1 + (float) random.nextGaussian() / 10;
      }
      for (int sample = 0; sample < 5; sample++) {
        float[] values = new float[4];
        for (int index = 0; index < 4; index++) {
          values[index] = (float) random.nextGaussian();
          signal += (double) values[index] * values[index];
          double error = (double) values[index] - values[index] * factors[index];
          noise += error * error;
        }
        samples.add(x(values));
      }
      OutputAgreement one =
          compare(
                  times("model.onnx", 1, 1, 1, 1),
                  times("variant.onnx", factors),
                  samples.toArray(Tensor[]::new))
              .get(0);
      assertThat(one.decibel().orElseThrow())
          .as("seed %s, round %s", seed, round)
          .isCloseTo(10 * Math.log10(signal / noise), within(1e-9));
    }
  }

  @Test
  void a_variant_that_does_not_run_is_refused_with_what_the_runtime_says() throws Exception {
    Path model = times("model.onnx", 1, 1, 1, 1);
    OnnxMl.GraphProto.Builder graph =
        Onnx.graph(4).addNode(Onnx.node("Nonsense", List.of("x"), "y"));
    Path broken = Files.write(folder.resolve("broken.onnx"), Onnx.model(graph).toByteArray());

    assertThatThrownBy(() -> compare(model, broken, x(1, 1, 1, 1)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("ONNX Runtime cannot run the variant");
  }
}
