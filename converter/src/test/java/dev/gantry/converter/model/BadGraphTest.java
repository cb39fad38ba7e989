package dev.gantry.converter.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.ModelProto;
import dev.gantry.converter.Onnx;
import java.util.List;
import org.junit.jupiter.api.Test;

class BadGraphTest extends RefusedModels {

  @Test
  void tensors_that_are_made_twice_or_never_are_refused_with_the_node() throws Exception {
    assertThat(
            refusal(
                with(
                        Onnx.node("Abs", List.of("x"), "y").setName("first"),
                        Onnx.node("Neg", List.of("x"), "y").setName("second"))
                    .build()))
        .contains("node 'second' (Neg) makes tensor 'y', which is there already");
    assertThat(refusal(with(Onnx.node("Abs", List.of("ghost"), "y")).build()))
        .contains("node 'y' (Abs) reads tensor 'ghost', which nothing makes");
    assertThat(refusal(with(Onnx.node("Abs", List.of("x"), "z")).build()))
        .contains("output 'y' is made by nothing");
    ModelProto.Builder twice = good().toBuilder();
    twice.getGraphBuilder().addInitializer(Onnx.weight("w", 3, 4));
    assertThat(refusal(twice.build())).contains("tensor 'w' is a weight twice");
    ModelProto.Builder inputs = good().toBuilder();
    inputs.getGraphBuilder().addInput(Onnx.value("x", Onnx.FLOAT, 2));
    assertThat(refusal(inputs.build())).contains("tensor 'x' is an input twice");
  }

  @Test
  void nodes_that_wait_for_each_other_are_refused_and_long_chains_are_not() throws Exception {
    assertThat(
            refusal(
                with(
                        Onnx.node("Add", List.of("x", "b"), "a"),
                        Onnx.node("Abs", List.of("a"), "b"),
                        Onnx.node("Abs", List.of("a"), "y"))
                    .build()))
        .contains("node 'a' (Add) waits for itself");
    OnnxMl.GraphProto.Builder chain = Onnx.graph(2);
    for (int index = 20_000; index > 0; index--) {
      String from = index == 1 ? "x" : "t" + (index - 1);
      chain.addNode(Onnx.node("Neg", List.of(from), index == 20_000 ? "y" : "t" + index));
    }
    assertThat(OnnxModel.read(file(Onnx.model(chain).toByteArray())).graph()).isNotNull();
  }

  @Test
  void attributes_that_hold_something_else_than_they_say_are_refused() throws Exception {
    assertThat(
            refusal(
                with(Onnx.node("LeakyRelu", List.of("x"), "y")
                        .addAttribute(
                            Onnx.attribute("alpha", OnnxMl.AttributeProto.AttributeType.FLOAT)
                                .setI(3)))
                    .build()))
        .contains("node 'y' (LeakyRelu) says its attribute 'alpha' is FLOAT, but it holds INT");
    assertThat(
            refusal(
                with(Onnx.node("LeakyRelu", List.of("x"), "y")
                        .addAttribute(
                            Onnx.attribute("alpha", OnnxMl.AttributeProto.AttributeType.FLOAT)
                                .setF(3))
                        .addAttribute(
                            Onnx.attribute("alpha", OnnxMl.AttributeProto.AttributeType.FLOAT)
                                .setF(4)))
                    .build()))
        .contains("has attribute 'alpha' twice");
  }

  @Test
  void operators_that_the_set_does_not_have_are_refused_by_name() throws Exception {
    assertThat(refusal(with(Onnx.node("Gelu", List.of("x"), "y")).build()))
        .contains("node 'y' (Gelu) came with operator set 20, the model says 17");
    assertThat(refusal(with(Onnx.node("Frobnicate", List.of("x"), "y")).build()))
        .contains("node 'y' (Frobnicate) is an operator that ONNX does not have");
    assertThat(
            refusal(
                with(Onnx.node("FastGelu", List.of("x"), "y").setDomain("com.microsoft")).build()))
        .contains("is of domain 'com.microsoft', which the model does not import");
    ModelProto.Builder twice = good().toBuilder();
    twice.addOpsetImportBuilder().setDomain("ai.onnx").setVersion(13);
    assertThat(refusal(twice.build())).contains("imports the operators of domain 'ai.onnx' twice");
  }

  @Test
  void element_types_that_nobody_knows_are_refused() throws Exception {
    for (int type : List.of(0, 99, -1)) {
      ModelProto.Builder model = good().toBuilder();
      model.getGraphBuilder().getInitializerBuilder(0).setDataType(type);
      assertThat(refusal(model.build())).contains("weight 'w' has element type " + type);
    }
    String unknown = " has element type 99, which is none that is known here. Export it with";
    ModelProto.Builder model = good().toBuilder();
    model.getGraphBuilder().setInput(0, Onnx.value("x", 99, 2));
    assertThat(refusal(model.build())).contains("input 'x'" + unknown);
    model.getGraphBuilder().setInput(0, Onnx.value("x", 0, 2));
    assertThat(refusal(model.build())).contains("input 'x' has element type 0");
    model.getGraphBuilder().setInput(0, Onnx.value("x", Onnx.FLOAT, 2));
    model.getGraphBuilder().setOutput(0, Onnx.value("y", 99));
    assertThat(refusal(model.build())).contains("output 'y'" + unknown);
    model.getGraphBuilder().setOutput(0, Onnx.value("y", 0));
    model.getGraphBuilder().addValueInfo(Onnx.value("z", 99));
    assertThat(refusal(model.build())).contains("tensor 'z'" + unknown).doesNotContain("'y'");
  }

  @Test
  void element_types_that_nobody_knows_are_refused_within_sequences_and_optionals()
      throws Exception {
    OnnxMl.TypeProto.Builder type = OnnxMl.TypeProto.newBuilder();
    type.getSequenceTypeBuilder()
        .getElemTypeBuilder()
        .getOptionalTypeBuilder()
        .getElemTypeBuilder()
        .getTensorTypeBuilder()
        .setElemType(99);
    ModelProto.Builder model = good().toBuilder();
    model.getGraphBuilder().getInputBuilder(0).setType(type);
    assertThat(refusal(model.build())).contains("input 'x' has element type 99");
  }

  @Test
  void names_in_refusals_stay_on_one_line_and_move_no_cursor() throws Exception {
    String hostile = "a\u001b[2K\nb\u202e";
    assertThat(refusal(with(Onnx.node("Abs", List.of(hostile), "y")).build()))
        .contains("reads tensor 'a\\u001b[2K\\nb\\u202e', which nothing makes")
        .doesNotContain("\u001b", "\n", "\u202e");
  }

  @Test
  void inputs_of_impossible_sides_are_refused() throws Exception {
    for (long side : List.of(-2L, 1L << 40)) {
      ModelProto.Builder model = good().toBuilder();
      model.getGraphBuilder().setInput(0, Onnx.value("x", Onnx.FLOAT, side));
      assertThat(refusal(model.build())).contains("input 'x' has a side of " + side);
    }
    ModelProto.Builder untyped = good().toBuilder();
    untyped.getGraphBuilder().getInputBuilder(0).clearType();
    assertThat(refusal(untyped.build())).contains("input 'x' has no type");
  }
}
