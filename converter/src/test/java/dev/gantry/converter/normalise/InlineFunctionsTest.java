package dev.gantry.converter.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.observe.SeededSamples;
import dev.gantry.dossier.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InlineFunctionsTest {
  @TempDir Path folder;

  private NormalisedModel normalised(ModelProto proto) throws Exception {
    OnnxModel model = OnnxModel.read(Files.write(folder.resolve("m.onnx"), proto.toByteArray()));
    return new ModelNormaliser().normalise(model, SeededSamples.of(model, 3, 3), OpsetRange.ANY);
  }

  private static FunctionProto.Builder function(String name, NodeProto.Builder... nodes) {
    FunctionProto.Builder function =
        FunctionProto.newBuilder().setDomain("own").setName(name).addInput("a").addOutput("b");
    for (NodeProto.Builder node : nodes) {
      function.addNode(node);
    }
    return function
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(17))
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setDomain("own").setVersion(1));
  }

  private static ModelProto.Builder model(FunctionProto.Builder... functions) {
    ModelProto.Builder model =
        Onnx.model(
            Onnx.graph(2)
                .addNode(Onnx.node("Outer", List.of("x"), "t").setDomain("own").setName("one"))
                .addNode(
                    Onnx.node("Outer", List.of("t"), "y")
                        .setDomain("own")
                        .addAttribute(Onnx.attribute("slope", AttributeType.FLOAT).setF(0.5f))))
            .toBuilder();
    model.addOpsetImportBuilder().setDomain("own").setVersion(1);
    for (FunctionProto.Builder function : functions) {
      model.addFunctions(function);
    }
    return model;
  }

  private static FunctionProto.Builder outer() {
    NodeProto.Builder bent =
        Onnx.node("LeakyRelu", List.of("a"), "t")
            .addAttribute(Onnx.attribute("alpha", AttributeType.FLOAT).setRefAttrName("slope"));
    return function("Outer", bent, Onnx.node("Inner", List.of("t"), "b").setDomain("own"))
        .addAttributeProto(Onnx.attribute("slope", AttributeType.FLOAT).setF(0.25f));
  }

  @Test
  void functions_within_functions_are_written_out_with_their_attributes() throws Exception {
    FunctionProto.Builder inner =
        function(
            "Inner",
            Onnx.node("Neg", List.of("a"), "t"),
            Onnx.node("Add", List.of("t", "a"), "s"),
            Onnx.node("Sub", List.of("t", "s"), "b"));
    NormalisedModel normal = normalised(model(outer(), inner).build());
    ModelProto proto = normal.model();
    assertThat(normal.applied()).contains("inline functions");
    assertThat(normal.remarks()).isEmpty();
    assertThat(proto.getFunctionsCount()).isZero();
    assertThat(proto.getOpsetImportList()).hasSize(1);
    assertThat(proto.getGraph().getNodeList())
        .extracting(NodeProto::getOpType)
        .containsExactly("LeakyRelu", "Neg", "Add", "Sub", "LeakyRelu", "Neg", "Add", "Sub");
    assertThat(proto.getGraph().getNode(0).getAttribute(0).getF()).isEqualTo(0.25f);
    assertThat(proto.getGraph().getNode(4).getAttribute(0).getF()).isEqualTo(0.5f);
  }

  @Test
  void a_function_that_means_another_operator_set_stays_a_function() throws Exception {
    FunctionProto.Builder inner =
        function(
                "Inner",
                Onnx.node("Softmax", List.of("a"), "b")
                    .addAttribute(Onnx.attribute("axis", AttributeType.INT).setI(-1)))
            .setOpsetImport(0, OnnxMl.OperatorSetIdProto.newBuilder().setVersion(17));
    ModelProto.Builder model = model(outer(), inner);
    model.getOpsetImportBuilder(0).setVersion(12);
    NormalisedModel normal = normalised(model.build());
    assertThat(normal.model().getFunctionsCount()).isEqualTo(2);
    assertThat(normal.remarks())
        .containsExactly(
            "left out 'inline functions': function Inner means Softmax of operator set 17, the"
                + " model that of 12");
  }

  @Test
  void a_function_that_calls_itself_is_refused_by_name() {
    FunctionProto.Builder inner =
        function("Inner", Onnx.node("Outer", List.of("a"), "b").setDomain("own"));
    assertThatThrownBy(() -> normalised(model(outer(), inner).build()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("function 'own.Outer' calls itself");
  }

  @Test
  void a_function_that_reads_what_nothing_makes_is_refused_by_name() {
    FunctionProto.Builder inner = function("Inner", Onnx.node("Abs", List.of("none"), "b"));
    assertThatThrownBy(() -> normalised(model(outer(), inner).build()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("function 'Inner': node 'b' (Abs) reads tensor 'none'");
  }
}
