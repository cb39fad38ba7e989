package dev.gantry.harness.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.ReleasePlan.PlannedModel;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.files.FileDigest;
import dev.gantry.harness.Bench;
import dev.gantry.harness.files.ReleaseFile;
import dev.gantry.settings.shape.PartialRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that the TensorRT of a board cannot take is refused at its line. */
class TensorrtModelTest extends TensorrtPlanBench {
  @Test
  void an_operator_above_the_ceiling_of_the_parser_is_refused_at_the_model() throws IOException {
    renew(demo.resolve("rail-signals"));

    Bench.Said said = plan(RELEASE, tensorrt("version: \"8.5\""));

    assertRefused(said, "edited.yaml:" + ONNX_LINE, "for jetson: ");
    assertThat(said.trouble()).contains("BitwiseNot", "to 17 is wanted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.6", "10.3", "11.4"})
  void an_operator_that_the_parser_knows_is_planned(String version) throws IOException {
    renew(demo.resolve("rail-signals"));

    Bench.Said said = plan(RELEASE, tensorrt("version: \"" + version + "\""));

    assertThat(said.code()).as(said.trouble()).isZero();
  }

  @Test
  void names_that_trtexec_cannot_take_or_tell_apart_are_refused_at_the_model() throws Exception {
    Path file = Files.writeString(demo.resolve("edited.yaml"), RELEASE);
    Path rack = Files.writeString(demo.resolve("edited-rack.yaml"), RACK);
    ReleasePlan plan = new ReleasePlanner("tests").plan(file, rack, List.of()).plan();
    PartialRecord<ReleaseFile> parts = ReleaseFile.read(file).parts();
    assertThat(new TrtexecCheck(parts, plan).problems()).isEmpty();

    List<Problem> problems =
        new TrtexecCheck(parts, renamed(plan, "im,age", "a/b", "a:b")).problems();

    assertThat(problems).allMatch(problem -> problem.line().getAsInt() == ONNX_LINE);
    assertThat(problems)
        .extracting(Problem::what)
        .anyMatch(what -> what.startsWith("jetson: the input 'im,age' cannot be named"))
        .anyMatch(what -> what.contains("'a/b' and 'a:b'"))
        .hasSize(2);
  }

  private static ReleasePlan renamed(ReleasePlan plan, String input, String... outputs) {
    PlannedModel model = plan.models().get(0);
    GoldenSet set = model.golden();
    GoldenSet renamed =
        new GoldenSet(
            set.name(),
            set.version(),
            set.digest(),
            set.classes(),
            Optional.empty(),
            specs(input),
            specs(outputs),
            set.samples());
    return new ReleasePlan(
        plan.release(),
        plan.rack(),
        plan.gantry(),
        List.of(
            new PlannedModel(model.name(), model.onnx(), renamed, model.calibration(), List.of())),
        plan.kinds(),
        plan.boards(),
        plan.cells(),
        plan.scenario(),
        plan.waivers());
  }

  private static List<TensorSpec> specs(String... names) {
    return Stream.of(names)
        .map(name -> new TensorSpec(name, ElementType.FLOAT32, List.of(1L)))
        .toList();
  }

  /** Leads the picture through an operator that came with operator set 18. */
  private static void renew(Path folder) throws IOException {
    Path file = folder.resolve("model.onnx");
    String before = FileDigest.of(file).toString();
    ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
    model.clearOpsetImport().addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(20));
    GraphProto.Builder graph = model.getGraphBuilder();
    List<NodeProto> nodes = new ArrayList<>();
    nodes.add(node("Cast", "image", "whole", DataType.INT32));
    nodes.add(node("BitwiseNot", "whole", "turned"));
    nodes.add(node("Cast", "turned", "new image", DataType.FLOAT));
    for (NodeProto node : graph.getNodeList()) {
      NodeProto.Builder fed = node.toBuilder();
      for (int input = 0; input < node.getInputCount(); input++) {
        fed.setInput(input, node.getInput(input).replaceAll("^image$", "new image"));
      }
      nodes.add(fed.build());
    }
    graph.clearNode().addAllNode(nodes);
    Files.write(file, model.build().toByteArray());
    Path set = folder.resolve("set/golden.yaml");
    Files.writeString(set, Files.readString(set).replace(before, FileDigest.of(file).toString()));
  }

  private static NodeProto node(String operator, String from, String to, DataType... type) {
    NodeProto.Builder node =
        NodeProto.newBuilder().setOpType(operator).setName(to).addInput(from).addOutput(to);
    for (DataType cast : type) {
      node.addAttributeBuilder().setName("to").setType(AttributeType.INT).setI(cast.getNumber());
    }
    return node.build();
  }
}
