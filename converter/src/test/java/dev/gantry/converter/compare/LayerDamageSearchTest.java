package dev.gantry.converter.compare;

import static dev.gantry.converter.Onnx.node;
import static dev.gantry.converter.Onnx.weight;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LayerDamageSearchTest {
  private static final SampleFeed SAMPLES =
      SampleFeed.of(
          List.of(
              List.of(Tensor.ofFloats("x", List.of(4L), 1, -2, 3, -4)),
              List.of(Tensor.ofFloats("x", List.of(4L), 0.5f, 2, -3, 1))));

  private static OnnxMl.TensorProto zero(String name) {
    return OnnxMl.TensorProto.newBuilder()
        .setName(name)
        .setDataType(OnnxMl.TensorProto.DataType.INT8_VALUE)
        .setRawData(ByteString.copyFrom(new byte[1]))
        .build();
  }

  private static OnnxMl.TensorProto scale(String name, float value) {
    return weight(name, value).clearDims().build();
  }

  /** A chain of multiplications by 1, each with its input quantized in steps of this size. */
  private static OnnxMl.ModelProto chain(float... steps) {
    OnnxMl.GraphProto.Builder graph =
        Onnx.graph(4).addInitializer(zero("zero")).addInitializer(weight("ones", 1, 1, 1, 1));
    String tensor = "x";
    for (int layer = 0; layer < steps.length; layer++) {
      String next = layer == steps.length - 1 ? "y" : "t" + layer;
      graph.addInitializer(scale("s" + layer, steps[layer]));
      graph.addNode(node("QuantizeLinear", List.of(tensor, "s" + layer, "zero"), "q" + layer));
      graph.addNode(
          node("DequantizeLinear", List.of("q" + layer, "s" + layer, "zero"), "d" + layer));
      graph.addNode(node("Mul", List.of("d" + layer, "ones"), next).setName("layer-" + layer));
      tensor = next;
    }
    return Onnx.model(graph);
  }

  @Test
  void the_layer_with_the_coarsest_steps_comes_first_and_alone() throws Exception {
    AtomicInteger steps = new AtomicInteger();
    LayerDamageSearch.Found found =
        new LayerDamageSearch(chain(0.07f, 0.9f, 0.3f), step -> steps.incrementAndGet())
            .of(SAMPLES)
            .orElseThrow();

    assertThat(found.quantized()).isEqualTo(3);
    assertThat(found.layers())
        .extracting(LayerDamage::layers)
        .containsExactly(List.of("layer-1"), List.of("layer-2"), List.of("layer-0"));
    assertThat(found.layers()).extracting(LayerDamage::tensor).startsWith("t0");
    assertThat(steps).hasValue(3 * 2);
    // Steps that hit every number cost nothing: that of another layer does not count here.
    LayerDamage exact =
        new LayerDamageSearch(chain(0.5f, 0.9f), step -> {})
            .of(SAMPLES)
            .orElseThrow()
            .layers()
            .get(1);
    assertThat(exact.decibel()).isEqualTo(TensorComparison.CEILING);
  }

  @Test
  void more_layers_than_can_be_looked_at_are_bounded_and_told() throws Exception {
    float[] steps = new float[300];
    java.util.Arrays.fill(steps, 0.1f);
    AtomicInteger runs = new AtomicInteger();
    List<List<Tensor>> many = new ArrayList<>();
    for (int sample = 0; sample < 50; sample++) {
      many.add(SAMPLES.at(sample % 2));
    }

    LayerDamageSearch.Found found =
        new LayerDamageSearch(chain(steps), step -> runs.incrementAndGet())
            .of(SampleFeed.of(many))
            .orElseThrow();

    assertThat(found.quantized()).isEqualTo(300);
    assertThat(found.layers().size()).isLessThan(300);
    assertThat(runs.get()).isLessThanOrEqualTo(240);
  }

  @Test
  void a_graph_without_quantization_has_no_damage_to_tell() throws Exception {
    OnnxMl.ModelProto plain =
        Onnx.model(
            Onnx.graph(4)
                .addInitializer(weight("w", 1, 2, 3, 4))
                .addNode(node("Mul", List.of("x", "w"), "y")));

    assertThat(new LayerDamageSearch(plain, step -> {}).of(SAMPLES)).isEmpty();
  }
}
