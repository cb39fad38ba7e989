package dev.gantry.converter.account;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.NewNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.dossier.Digest;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ModelAccountTest {
  @Test
  void a_node_computes_in_int8_where_both_of_its_factors_were_quantized() {
    ModelAccount account = ModelAccount.of(model(quantized(4)));

    assertThat(account.nodes())
        .extracting(node -> node.name() + " " + node.precision())
        .contains("product int8", "last fp32");
    // 2 x 4 by 4 x 4 in int8, then the same in float32.
    assertThat(account.multiplyAdds()).hasValue(2 * (2 * 4 * 4));
    assertThat(account.shares())
        .containsEntry(ComputedIn.INT8, 0.5)
        .containsEntry(ComputedIn.FP32, 0.5);
    assertThat(account.uncounted()).isZero();
    assertThat(account.parameters()).isEqualTo(16 + 16 + 1 + 4 + 1 + 4);
  }

  @Test
  void steps_are_told_with_their_range_and_axis() {
    ModelAccount account = ModelAccount.of(model(quantized(4)));

    assertThat(step(account, "w"))
        .isEqualTo(new StepAccount("w8", 4, 0.25f, 2, OptionalLong.empty(), OptionalLong.of(1)));
    assertThat(step(account, "q"))
        .isEqualTo(new StepAccount("x", 1, 0.5f, 0.5f, OptionalLong.of(-3), OptionalLong.empty()));
    assertThat(account.nodes().stream().filter(node -> node.step().isPresent())).hasSize(3);
  }

  @Test
  void without_shapes_multiply_adds_are_unknown_and_not_zero() {
    ModelAccount account = ModelAccount.of(model(quantized(0)));

    assertThat(account.multiplyAdds()).isEmpty();
    assertThat(account.shares()).isEmpty();
    assertThat(account.uncounted()).isEqualTo(account.nodes().size());
    assertThat(account.nodes())
        .extracting(node -> node.name() + " " + node.precision())
        .contains("product int8", "last fp32");
  }

  @Test
  void a_cast_and_a_weight_tell_float16() {
    Graph graph = Graph.of(Onnx.model(Onnx.graph(2)));
    graph.add(NewNode.of("Cast", "half", "x").with("to", 10).build());
    graph.add(NewNode.of("Neg", "n", "half").build());
    graph.add(NewNode.of("Cast", "y", "n").with("to", 1).build());
    graph.add(NewNode.of("Shape", "s", "n").build());

    assertThat(ModelAccount.of(model(graph.model())).nodes())
        .extracting(node -> node.name() + " " + node.precision())
        .contains("half fp16", "n fp16", "y fp32");
  }

  private static StepAccount step(ModelAccount account, String node) {
    return account.nodes().stream()
        .filter(one -> one.name().equals(node))
        .findFirst()
        .flatMap(NodeAccount::step)
        .orElseThrow();
  }

  private static OnnxModel model(OnnxMl.ModelProto graph) {
    return new OnnxModel(Path.of("small.onnx"), graph, Digest.of(graph.toByteArray()));
  }

  /** Of a side that is unknown where it is 0. */
  private static OnnxMl.ModelProto quantized(long side) {
    OnnxMl.ValueInfoProto.Builder input = Onnx.value("x", Onnx.FLOAT, 2, 4);
    if (side == 0) {
      input
          .getTypeBuilder()
          .getTensorTypeBuilder()
          .getShapeBuilder()
          .getDimBuilder(0)
          .clearDimValue();
    }
    Graph graph =
        Graph.of(
            Onnx.model(
                OnnxMl.GraphProto.newBuilder()
                    .addInput(input)
                    .addOutput(Onnx.value("last", Onnx.FLOAT))));
    graph.put(WeightNumbers.tensor("w8", List.of(4L, 4L), new byte[16]));
    graph.put(WeightNumbers.tensor("f", List.of(4L, 4L), new float[16]));
    graph.put(WeightNumbers.tensor("step", List.of(), 0.5f));
    graph.put(WeightNumbers.tensor("steps", List.of(4L), 1f, 2f, 0.25f, 1f));
    graph.put(WeightNumbers.tensor("zero", List.of(), (byte) -3));
    graph.put(WeightNumbers.tensor("zeros", List.of(4L), (byte) 0, (byte) 1, (byte) 0, (byte) 0));
    graph.add(NewNode.of("QuantizeLinear", "q", "x", "step", "zero").build());
    graph.add(NewNode.of("DequantizeLinear", "back", "q", "step", "zero").build());
    graph.add(NewNode.of("DequantizeLinear", "w", "w8", "steps", "zeros").build());
    graph.add(NewNode.of("MatMul", "product", "back", "w").build());
    graph.add(NewNode.of("MatMul", "last", "product", "f").build());
    return graph.model();
  }
}
