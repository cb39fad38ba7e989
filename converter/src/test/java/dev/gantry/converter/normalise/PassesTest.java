package dev.gantry.converter.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.converter.observe.SeededSamples;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassesTest {
  private static final List<List<Tensor>> SAMPLES =
      List.of(
          List.of(Tensor.ofFloats("x", List.of(2L), 1, 2)),
          List.of(Tensor.ofFloats("x", List.of(2L), -3.5f, 0)));

  @TempDir Path folder;

  private static byte[] normalise(OnnxModel model, List<List<Tensor>> samples) throws Exception {
    return new ModelNormaliser()
        .normalise(model, SampleFeed.of(samples), OpsetRange.ANY)
        .model()
        .toByteArray();
  }

  private OnnxModel read(ModelProto model) throws Exception {
    return OnnxModel.read(Files.write(folder.resolve("m.onnx"), model.toByteArray()));
  }

  private GraphProto normalised(GraphProto.Builder graph) throws Exception {
    byte[] bytes = normalise(read(Onnx.model(graph)), SAMPLES);
    return ModelProto.parseFrom(bytes).getGraph();
  }

  private static Set<String> weights(GraphProto graph) {
    Set<String> names = new TreeSet<>();
    graph.getInitializerList().forEach(tensor -> names.add(tensor.getName()));
    return names;
  }

  @Test
  void inputs_that_were_made_up_and_do_not_fit_are_not_blamed_on_the_model() throws Exception {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("g")
            .addInput(Onnx.value("i", Onnx.INT64, 8))
            .addOutput(Onnx.value("y", Onnx.FLOAT, 8))
            .addInitializer(Onnx.weight("w", 2))
            .addNode(Onnx.node("Gather", List.of("w", "i"), "y"));
    OnnxModel model = read(Onnx.model(graph));

    // Of eight indices some are 1, and there is only one number.
    assertThatThrownBy(
            () ->
                new ModelNormaliser()
                    .normalise(model, SeededSamples.of(model, 2, 5), OpsetRange.ANY))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Gather")
        .hasMessageContaining("inputs were made up for want of samples")
        .hasMessageContaining("--golden");
  }

  @Test
  void constants_of_every_kind_become_weights_and_the_numbers_stay() throws Exception {
    OnnxMl.AttributeProto.Builder tensor =
        Onnx.attribute("value", AttributeType.TENSOR).setT(Onnx.weight("any", 2, 3));
    GraphProto graph =
        normalised(
            Onnx.graph(2)
                .addNode(Onnx.constant("a", tensor))
                .addNode(
                    Onnx.constant("b", Onnx.attribute("value_float", AttributeType.FLOAT).setF(5)))
                .addNode(
                    Onnx.constant(
                        "c",
                        Onnx.attribute("value_floats", AttributeType.FLOATS)
                            .addFloats(7)
                            .addFloats(8)))
                .addNode(
                    Onnx.constant(
                        "d",
                        Onnx.attribute("value_ints", AttributeType.INTS).addInts(1).addInts(2)))
                .addNode(Onnx.node("Mul", List.of("x", "a"), "xa"))
                .addNode(Onnx.node("Add", List.of("xa", "b"), "xab"))
                .addNode(Onnx.node("Add", List.of("xab", "c"), "xabc"))
                .addNode(Onnx.node("Reshape", List.of("xabc", "d"), "shaped"))
                .addNode(Onnx.constant("e", Onnx.attribute("value_int", AttributeType.INT).setI(0)))
                .addNode(Onnx.node("Gather", List.of("shaped", "e"), "y")));
    assertThat(weights(graph)).containsExactly("a", "b", "c", "d", "e");
    assertThat(graph.getNodeList()).noneMatch(node -> node.getOpType().equals("Constant"));
  }

  @Test
  void a_constant_that_is_an_output_itself_stays_an_output() throws Exception {
    GraphProto graph =
        normalised(
            GraphProto.newBuilder()
                .addInput(Onnx.value("x", Onnx.FLOAT, 2))
                .addOutput(Onnx.value("y", Onnx.FLOAT))
                .addOutput(Onnx.value("z", Onnx.FLOAT))
                .addNode(Onnx.node("Identity", List.of("x"), "y"))
                .addNode(
                    Onnx.constant(
                        "z", Onnx.attribute("value_float", AttributeType.FLOAT).setF(5))));
    assertThat(weights(graph)).containsExactly("z");
  }

  @Test
  void a_constant_that_gives_nothing_is_refused_and_never_a_crash() {
    GraphProto.Builder graph =
        Onnx.graph(2)
            .addNode(Onnx.node("Identity", List.of("x"), "y"))
            .addNode(
                OnnxMl.NodeProto.newBuilder()
                    .setOpType("Constant")
                    .addAttribute(Onnx.attribute("value_float", AttributeType.FLOAT).setF(5)));
    assertThatThrownBy(() -> normalised(graph)).isInstanceOf(RefusedException.class);
  }

  @Test
  void weights_that_are_also_inputs_are_inputs_no_more() throws Exception {
    GraphProto graph =
        normalised(
            Onnx.graph(2)
                .addInput(Onnx.value("w", Onnx.FLOAT, 2))
                .addInitializer(Onnx.weight("w", 3, 4))
                .addNode(Onnx.node("Add", List.of("x", "w"), "y")));
    assertThat(graph.getInputList())
        .extracting(OnnxMl.ValueInfoProto::getName)
        .containsExactly("x");
    assertThat(weights(graph)).containsExactly("w");
  }

  @Test
  void an_old_model_whose_weights_had_to_be_inputs_is_lifted_over_the_duty() throws Exception {
    ModelProto old =
        Onnx.model(
                Onnx.graph(2)
                    .addInput(Onnx.value("w", Onnx.FLOAT, 2))
                    .addInitializer(Onnx.weight("w", 3, 4))
                    .addNode(Onnx.node("Add", List.of("x", "w"), "y")))
            .toBuilder()
            .setIrVersion(3)
            .setOpsetImport(0, OnnxMl.OperatorSetIdProto.newBuilder().setVersion(8))
            .build();
    ModelProto normal = ModelProto.parseFrom(normalise(read(old), SAMPLES));
    assertThat(normal.getIrVersion()).isEqualTo(4);
    assertThat(normal.getGraph().getInputCount()).isEqualTo(1);
  }

  @Test
  void weights_that_nothing_reads_are_dropped() throws Exception {
    GraphProto graph =
        normalised(
            Onnx.graph(2)
                .addInitializer(Onnx.weight("used", 3, 4))
                .addInitializer(Onnx.weight("unused", 5, 6))
                .addNode(Onnx.node("Add", List.of("x", "used"), "y")));
    assertThat(weights(graph)).containsExactly("used");
  }

  @Test
  void weights_that_only_a_branch_within_a_branch_reads_are_kept() throws Exception {
    GraphProto.Builder inner = branch("inner", Onnx.node("Add", List.of("x", "deep"), "inner_out"));
    GraphProto.Builder then =
        branch("then", conditional("inner_out2", inner, identity("inner_else")));
    GraphProto.Builder otherwise =
        branch("else", Onnx.node("Add", List.of("x", "shallow"), "else_out"));
    GraphProto graph =
        normalised(
            Onnx.graph(2)
                .addInitializer(Onnx.weight("deep", 3, 4))
                .addInitializer(Onnx.weight("shallow", 5, 6))
                .addInitializer(Onnx.weight("unused", 7, 8))
                .addInitializer(
                    OnnxMl.TensorProto.newBuilder()
                        .setName("c")
                        .setDataType(Onnx.BOOL)
                        .addInt32Data(1))
                .addNode(conditional("y", then, otherwise)));
    assertThat(weights(graph)).containsExactly("c", "deep", "shallow");
  }

  private static OnnxMl.NodeProto.Builder conditional(
      String output, GraphProto.Builder then, GraphProto.Builder otherwise) {
    return Onnx.node("If", List.of("c"), output)
        .addAttribute(Onnx.attribute("then_branch", AttributeType.GRAPH).setG(then))
        .addAttribute(Onnx.attribute("else_branch", AttributeType.GRAPH).setG(otherwise));
  }

  private static GraphProto.Builder branch(String name, OnnxMl.NodeProto.Builder node) {
    return GraphProto.newBuilder()
        .setName(name)
        .addNode(node)
        .addOutput(Onnx.value(node.getOutput(0), Onnx.FLOAT));
  }

  private static GraphProto.Builder identity(String output) {
    return branch(output, Onnx.node("Identity", List.of("x"), output));
  }

  @Test
  void a_change_of_meaning_is_seen_by_the_proof() throws Exception {
    GraphProto.Builder graph =
        Onnx.graph(2)
            .addInitializer(Onnx.weight("w", 3, 4))
            .addNode(Onnx.node("Add", List.of("x", "w"), "y"));
    OnnxModel model = read(Onnx.model(graph));
    EquivalenceProof proof = EquivalenceProof.of(model, SampleFeed.of(SAMPLES));
    GraphProto.Builder same = graph.clone();
    assertThat(proof.objection(Onnx.model(same), 2)).isEmpty();
    GraphProto.Builder tampered = graph.clone().setInitializer(0, Onnx.weight("w", 3, 4.0001f));
    assertThat(proof.objection(Onnx.model(tampered), 1).orElseThrow())
        .contains("output y agrees to ")
        .contains("120 dB are demanded");
    GraphProto.Builder swapped = graph.clone().setNode(0, Onnx.node("Sub", List.of("x", "w"), "y"));
    assertThat(proof.objection(Onnx.model(swapped), 1)).isPresent();
    GraphProto.Builder lost =
        graph
            .clone()
            .setNode(0, Onnx.node("Log", List.of("w"), "w2"))
            .addNode(Onnx.node("Sub", List.of("w2", "w2"), "zero"))
            .addNode(Onnx.node("Div", List.of("zero", "zero"), "y"));
    assertThat(proof.objection(Onnx.model(lost), 1).orElseThrow())
        .as("what is no number agrees with nothing")
        .contains("holds NaN where it held 4.0");
  }

  @Test
  void an_output_of_another_name_shape_or_type_is_seen_by_the_proof() throws Exception {
    OnnxModel model = read(Onnx.model(Onnx.graph(2).addNode(Onnx.node("Abs", List.of("x"), "y"))));
    GraphProto.Builder renamed =
        GraphProto.newBuilder()
            .addInput(Onnx.value("x", Onnx.FLOAT, 2))
            .addOutput(Onnx.value("z", Onnx.FLOAT))
            .addNode(Onnx.node("Abs", List.of("x"), "z"));
    GraphProto.Builder fewer =
        GraphProto.newBuilder()
            .addInput(Onnx.value("x", Onnx.FLOAT, 2))
            .addOutput(Onnx.value("y", Onnx.FLOAT))
            .addNode(Onnx.node("ReduceSum", List.of("x"), "y"));
    for (GraphProto.Builder changed : List.of(renamed, fewer)) {
      EquivalenceProof proof = EquivalenceProof.of(model, SampleFeed.of(SAMPLES));
      assertThat(proof.objection(Onnx.model(changed), 1).orElseThrow()).contains("became");
    }
  }

  @Test
  void nothing_is_proven_without_a_sample() throws Exception {
    OnnxModel model = read(Onnx.model(Onnx.graph(2).addNode(Onnx.node("Abs", List.of("x"), "y"))));
    assertThatThrownBy(() -> normalise(model, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sample");
  }

  @Test
  void samples_that_do_not_fit_the_model_are_refused_with_words() throws Exception {
    OnnxModel model = read(Onnx.model(Onnx.graph(2).addNode(Onnx.node("Abs", List.of("x"), "y"))));
    List<List<Tensor>> wrong = List.of(List.of(Tensor.ofFloats("z", List.of(2L), 1, 2)));
    assertThatThrownBy(() -> normalise(model, wrong))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("ONNX Runtime cannot run it");
  }

  @Test
  void normalising_twice_changes_nothing_more() throws Exception {
    ModelProto model =
        Onnx.model(
            Onnx.graph(2)
                .addInitializer(Onnx.weight("unused", 5, 6))
                .addNode(
                    Onnx.constant("b", Onnx.attribute("value_float", AttributeType.FLOAT).setF(5)))
                .addNode(Onnx.node("Add", List.of("x", "b"), "y")));
    byte[] once = normalise(read(model), SAMPLES);
    byte[] twice = normalise(read(ModelProto.parseFrom(once)), SAMPLES);
    assertThat(twice).isEqualTo(once);
  }
}
