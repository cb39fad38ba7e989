package dev.gantry.converter.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.model.NestedGraphs;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.model.RuntimeNames;
import dev.gantry.converter.observe.SeededSamples;
import dev.gantry.dossier.RefusedException;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.WatchedGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenameTensorsTest {
  private static final String TRAIN = "\uD83D\uDE82";

  @TempDir Path folder;

  private OnnxModel model(OnnxMl.GraphProto.Builder graph) throws Exception {
    Path file = folder.resolve("m.onnx");
    return OnnxModel.readToRun(Files.write(file, Onnx.model(graph).toByteArray()));
  }

  @Test
  void tensors_within_a_graph_can_be_looked_at_whatever_they_are_called() throws Exception {
    OnnxModel model =
        model(
            Onnx.graph(2)
                .addInitializer(Onnx.weight("w" + TRAIN, 3, 4))
                .addNode(Onnx.node("Add", List.of("x", "w" + TRAIN), "t" + TRAIN))
                .addNode(Onnx.node("Neg", List.of("t" + TRAIN), "t_u1f682"))
                .addNode(Onnx.node("Abs", List.of("t_u1f682"), "y")));

    NormalisedModel normal =
        new ModelNormaliser().normalise(model, SeededSamples.of(model, 2, 7), OpsetRange.ANY);

    assertThat(normal.remarks()).isEmpty();
    List<NodeProto> nodes = normal.model().getGraph().getNodeList();
    assertThat(nodes.stream().map(node -> node.getOutput(0)))
        .containsExactly("t_u1f682_1", "t_u1f682", "y");
    assertThat(nodes.get(0).getInputList()).containsExactly("x", "w_u1f682");
    ModelProto.Builder watched = normal.model().toBuilder();
    watched.getGraphBuilder().addOutput(OnnxMl.ValueInfoProto.newBuilder().setName("t_u1f682_1"));
    List<String> seen = new ArrayList<>();
    try (WatchedGraph graph =
        WatchedGraph.of(watched.build().toByteArray(), 1, InferenceLimit.usual("m.onnx"))) {
      graph.run(SeededSamples.of(model, 1, 7).at(0), (spec, values) -> seen.add(spec.name()));
    }
    assertThat(seen).containsExactly("y", "t_u1f682_1");
  }

  @Test
  void tensors_of_bodies_are_renamed_with_all_that_read_them() throws Exception {
    String body = "b" + TRAIN;
    OnnxMl.GraphProto.Builder inside =
        OnnxMl.GraphProto.newBuilder()
            .setName("body")
            .addNode(Onnx.node("Neg", List.of("t" + TRAIN), body))
            .addOutput(Onnx.value(body, Onnx.FLOAT, 2));
    OnnxModel model =
        model(
            Onnx.graph(2)
                .addInput(Onnx.value("c", Onnx.BOOL, 1))
                .addNode(Onnx.node("Abs", List.of("x"), "t" + TRAIN))
                .addNode(
                    Onnx.node("If", List.of("c"), "y")
                        .addAttribute(
                            Onnx.attribute("then_branch", OnnxMl.AttributeProto.AttributeType.GRAPH)
                                .setG(inside))
                        .addAttribute(
                            Onnx.attribute("else_branch", OnnxMl.AttributeProto.AttributeType.GRAPH)
                                .setG(inside))));

    ModelProto renamed =
        new RenameTensors()
            .apply(
                model.graph(),
                new PassContext(model, List.of(), OpsetRange.ANY, InferenceLimit.usual("m.onnx")));

    assertThat(NestedGraphs.names(renamed.getGraph()))
        .contains("t_u1f682", "b_u1f682")
        .allMatch(RuntimeNames::canBeSaid);
    assertThat(NestedGraphs.read(renamed.getGraph())).allMatch(RuntimeNames::canBeSaid);
    assertThat(
            new ModelNormaliser()
                .normalise(model, SeededSamples.of(model, 2, 7), OpsetRange.ANY)
                .remarks())
        .isEmpty();
  }

  @Test
  void inputs_and_outputs_that_cannot_be_said_are_refused_before_anything_is_run() {
    assertThatThrownBy(
            () ->
                model(
                    OnnxMl.GraphProto.newBuilder()
                        .addInput(Onnx.value("in" + TRAIN, Onnx.FLOAT, 2))
                        .addOutput(Onnx.value("out" + TRAIN, Onnx.FLOAT, 2))
                        .addNode(Onnx.node("Abs", List.of("in" + TRAIN), "out" + TRAIN))))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("input 'in" + TRAIN + "' has a character in its name")
        .hasMessageContaining("output 'out" + TRAIN + "' has a character in its name")
        .hasMessageContaining("Rename it and export the model again");
  }

  @Test
  void names_of_the_basic_plane_can_be_said() {
    for (String name : List.of("x", "轨道", "a/b:0", "\u001b", "\u202e", "")) {
      assertThat(RuntimeNames.canBeSaid(name)).as(name).isTrue();
    }
    for (String name : List.of(TRAIN, "a\u0000", "\ud83d")) {
      assertThat(RuntimeNames.canBeSaid(name)).as(name).isFalse();
    }
  }
}
