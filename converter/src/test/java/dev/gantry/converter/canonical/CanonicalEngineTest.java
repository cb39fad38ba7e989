package dev.gantry.converter.canonical;

import static dev.gantry.converter.Onnx.FLOAT;
import static dev.gantry.converter.Onnx.node;
import static dev.gantry.converter.Onnx.value;
import static dev.gantry.converter.Onnx.weight;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.model.NestedGraphs;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.ShippedSet;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.LoadedEngine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CanonicalEngineTest {
  private static final GivenNames NONE = GivenNames.of(OnnxMl.GraphProto.getDefaultInstance());

  @TempDir Path folder;

  static List<ShippedSet> shipped() {
    return ShippedSet.ALL;
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void a_shipped_engine_saved_in_any_other_way_has_the_same_form_and_answers(ShippedSet shipped)
      throws Exception {
    ShippedSet.Unpacked unpacked = shipped.unpack(folder);
    Path variant = unpacked.model();
    Path saved = folder.resolve("engine.onnx");
    LoadedEngine.build(variant, saved, 1);
    OnnxMl.ModelProto engine = read(saved);
    GivenNames given = GivenNames.of(read(variant).getGraph());

    byte[] canonical = CanonicalEngine.of(saved, variant).orElseThrow();

    assertScrambledIs(canonical, engine, given, 20);
    GoldenFolder set = GoldenFolder.look(unpacked.set());
    try (LoadedEngine before = LoadedEngine.asBuilt(saved, 1, InferenceLimit.usual("m.onnx"));
        LoadedEngine after = LoadedEngine.asBuilt(canonical, 1, InferenceLimit.usual("m.onnx"))) {
      for (int sample = 0; sample < 5; sample++) {
        assertThat(after.run(set.inputs(sample))).isEqualTo(before.run(set.inputs(sample)));
      }
    }
  }

  private static void assertScrambledIs(
      byte[] canonical, OnnxMl.ModelProto engine, GivenNames given, int times) throws Exception {
    for (int seed = 0; seed < times; seed++) {
      OnnxMl.ModelProto other = Scrambled.of(engine, given, new Random(seed));
      assertThat(other).as("scrambled by seed %s", seed).isNotEqualTo(engine);
      assertThat(Digest.of(CanonicalEngine.of(other, given).toByteArray()))
          .as("scrambled by seed %s", seed)
          .isEqualTo(Digest.of(canonical));
    }
  }

  @Test
  void random_graphs_saved_in_any_other_way_have_the_same_form() throws Exception {
    for (int seed = 0; seed < 150; seed++) {
      OnnxMl.ModelProto engine = SavedEngines.random(new Random(seed), 5 + seed % 40);
      OnnxMl.ModelProto canonical = CanonicalEngine.of(engine, NONE);
      assertScrambledIs(canonical.toByteArray(), engine, NONE, 3);
      assertThat(CanonicalEngine.of(canonical, NONE).equals(canonical))
          .as("seed %s", seed)
          .isTrue();
      assertThat(NestedGraphs.nodes(canonical.getGraph()).map(OnnxMl.NodeProto::getName))
          .as("seed %s", seed)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void random_graphs_in_their_form_give_the_same_answers() throws Exception {
    for (int seed = 0; seed < 60; seed++) {
      OnnxMl.ModelProto engine = SavedEngines.random(new Random(seed), 5 + seed % 40);
      try (LoadedEngine before =
              LoadedEngine.asBuilt(engine.toByteArray(), 1, InferenceLimit.usual("m.onnx"));
          LoadedEngine after =
              LoadedEngine.asBuilt(
                  CanonicalEngine.of(engine, NONE).toByteArray(),
                  1,
                  InferenceLimit.usual("m.onnx"))) {
        List<Tensor> sample = List.of(vector("x", seed), vector("input_token_1", -1));
        assertThat(after.run(sample)).as("seed %s", seed).isEqualTo(before.run(sample));
      }
    }
  }

  private static Tensor vector(String name, float first) {
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(first).putFloat(2).putFloat(-3).putFloat(0.5f);
    return new Tensor(new TensorSpec(name, ElementType.FLOAT32, List.of(4L)), bytes.flip());
  }

  @Test
  void names_that_the_variant_has_or_that_are_asked_for_stay() throws Exception {
    OnnxMl.ModelProto variant =
        Onnx.model(
            Onnx.graph(4)
                .addInitializer(weight("cls_token_7", 1, 2, 3, 4))
                .addNode(node("Mul", List.of("x", "cls_token_7"), "hidden_token_3"))
                .addNode(node("Neg", List.of("hidden_token_3"), "y").setName("ReorderOutput")));
    OnnxMl.GraphProto.Builder saved =
        OnnxMl.GraphProto.newBuilder()
            .addInput(value("x", FLOAT, 4))
            .addInput(value("more_token_9", FLOAT, 4))
            .addOutput(value("y", FLOAT))
            .addOutput(value("also_token_9", FLOAT))
            .addInitializer(weight("cls_token_7", 1, 2, 3, 4))
            .addNode(node("Mul", List.of("x", "cls_token_7"), "hidden_token_3"))
            .addNode(node("Abs", List.of("hidden_token_3"), "hidden_token_44"))
            .addNode(node("Neg", List.of("hidden_token_44"), "y").setName("ReorderOutput"))
            .addNode(
                node("Add", List.of("more_token_9", "hidden_token_44"), "also_token_9")
                    .setName("ReorderOutput_token_50"));

    OnnxMl.GraphProto canonical =
        CanonicalEngine.of(Onnx.model(saved), GivenNames.of(variant.getGraph())).getGraph();

    assertThat(NestedGraphs.names(canonical))
        .containsExactlyInAnyOrder(
            "x",
            "more_token_9",
            "cls_token_7",
            "hidden_token_3",
            "hidden_token_1",
            "y",
            "also_token_9");
    assertThat(canonical.getNodeList())
        .extracting(OnnxMl.NodeProto::getName)
        .containsExactly("", "", "ReorderOutput", "ReorderOutput_token_1");
  }

  @Test
  void twenty_thousand_nodes_in_a_row_are_no_trouble() {
    OnnxMl.GraphProto.Builder graph = Onnx.graph(4);
    int nodes = 20_000;
    for (int at = nodes - 1; at >= 0; at--) {
      String output = at == nodes - 1 ? "y" : "reorder_token_" + (at + 1);
      graph.addNode(node("Neg", List.of(at == 0 ? "x" : "reorder_token_" + at), output));
    }
    OnnxMl.GraphProto canonical = CanonicalEngine.of(Onnx.model(graph), NONE).getGraph();
    assertThat(canonical.getNodeCount()).isEqualTo(nodes);
    assertThat(canonical.getNode(0).getInput(0)).isEqualTo("x");
    assertThat(canonical.getNode(nodes - 1).getOutput(0)).isEqualTo("y");
  }

  private static OnnxMl.ModelProto read(Path file) throws Exception {
    return OnnxMl.ModelProto.parseFrom(Files.readAllBytes(file));
  }
}
