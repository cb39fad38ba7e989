package dev.gantry.converter.account;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.NewNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.dossier.Digest;
import dev.gantry.inference.LoadedEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines as the real runtime saves them, in operators of its own. */
class SavedEngineTest {
  private static final long PRODUCTS = 16 * 6 * 6 * (16 * 3 * 3);

  @TempDir private Path folder;

  @Test
  void an_engine_of_whole_blocks_counts_what_its_model_counts() throws Exception {
    Graph graph = graph();
    graph.put(WeightNumbers.tensor("w", List.of(16L, 16L, 3L, 3L), new float[16 * 16 * 9]));
    graph.add(conv("y", "x", "w"));

    ModelAccount engine = engine(graph);

    assertThat(ModelAccount.of(model(graph)).multiplyAdds()).hasValue(PRODUCTS);
    assertThat(engine.multiplyAdds()).hasValue(PRODUCTS);
    assertThat(engine.uncounted()).isZero();
    assertThat(engine.shares()).containsExactly(Map.entry(ComputedIn.FP32, 1.0));
  }

  @Test
  void convolutions_of_bytes_are_counted_in_int8_and_nothing_else_is() throws Exception {
    Graph graph = graph();
    graph.put(WeightNumbers.tensor("step", List.of(), 0.5f));
    graph.put(WeightNumbers.tensor("zero", List.of(), (byte) 0));
    graph.put(WeightNumbers.tensor("w8", List.of(16L, 16L, 3L, 3L), new byte[16 * 16 * 9]));
    graph.add(NewNode.of("QuantizeLinear", "q", "x", "step", "zero").build());
    graph.add(NewNode.of("DequantizeLinear", "d", "q", "step", "zero").build());
    graph.add(NewNode.of("DequantizeLinear", "w", "w8", "step", "zero").build());
    graph.add(conv("c", "d", "w"));
    graph.add(NewNode.of("QuantizeLinear", "cq", "c", "step", "zero").build());
    graph.add(NewNode.of("DequantizeLinear", "y", "cq", "step", "zero").build());

    ModelAccount engine = engine(graph);

    assertThat(engine.multiplyAdds()).hasValue(PRODUCTS);
    assertThat(engine.uncounted()).isZero();
    assertThat(engine.shares()).containsExactly(Map.entry(ComputedIn.INT8, 1.0));
    assertThat(engine.nodes())
        .extracting(node -> node.operator() + " " + node.precision())
        .contains("QLinearConv int8", "DequantizeLinear fp32")
        .doesNotContain("Transpose fp32");
  }

  @Test
  void half_numbers_that_are_only_cast_to_are_called_emulated() {
    Graph graph = graph();
    graph.add(NewNode.of("Cast", "half", "x").with("to", 10).build());
    graph.add(NewNode.of("Cast", "back", "half").with("to", 1).build());
    graph.add(NewNode.of("Neg", "y", "back").build());

    assertThat(ModelAccount.of(model(graph)).remarks())
        .singleElement()
        .asString()
        .startsWith("fp16 is emulated");
    graph.add(NewNode.of("Neg", "n", "half").build());
    assertThat(ModelAccount.of(model(graph)).remarks()).isEmpty();
  }

  @Test
  void what_the_runtime_does_not_run_is_said_to_have_unknown_shapes() {
    Graph graph = graph();
    graph.add(NewNode.of("Einsum", "y", "x").build());

    assertThat(ModelAccount.of(model(graph)).remarks())
        .singleElement()
        .asString()
        .startsWith("multiply-adds are unknown");
  }

  private ModelAccount engine(Graph graph) throws Exception {
    Path file = folder.resolve("engine.onnx");
    Path variant = Files.write(folder.resolve("variant.onnx"), graph.model().toByteArray());
    LoadedEngine.build(variant, file, 1);
    assertThat(Files.size(file)).isPositive();
    return ModelAccount.of(OnnxModel.read(file));
  }

  private static OnnxMl.NodeProto conv(String output, String input, String weight) {
    return NewNode.of("Conv", output, input, weight).with("pads", List.of(1L, 1L, 1L, 1L)).build();
  }

  private static Graph graph() {
    return Graph.of(
        Onnx.model(
            OnnxMl.GraphProto.newBuilder()
                .setName("small")
                .addInput(Onnx.value("x", Onnx.FLOAT, 1, 16, 6, 6))
                .addOutput(Onnx.value("y", Onnx.FLOAT, 1, 16, 6, 6))));
  }

  private static OnnxModel model(Graph graph) {
    OnnxMl.ModelProto proto = graph.model();
    return new OnnxModel(Path.of("small.onnx"), proto, Digest.of(proto.toByteArray()));
  }
}
