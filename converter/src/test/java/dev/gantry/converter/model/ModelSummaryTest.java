package dev.gantry.converter.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.Onnx;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelSummaryTest {
  @Test
  void values_that_are_no_tensors_are_told_as_what_they_are() {
    OnnxMl.GraphProto.Builder graph = Onnx.graph(2);
    graph
        .getInputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .addDimBuilder();
    OnnxMl.TypeProto.Builder list = OnnxMl.TypeProto.newBuilder();
    list.getSequenceTypeBuilder().getElemTypeBuilder().getTensorTypeBuilder().setElemType(7);
    graph.addInputBuilder().setName("list").setType(list);
    OnnxMl.TypeProto.Builder maybe = OnnxMl.TypeProto.newBuilder();
    maybe.getOptionalTypeBuilder().setElemType(list);
    graph.addInputBuilder().setName("maybe").setType(maybe);
    OnnxMl.TypeProto.Builder map = OnnxMl.TypeProto.newBuilder();
    map.getMapTypeBuilder()
        .setKeyType(8)
        .getValueTypeBuilder()
        .getTensorTypeBuilder()
        .setElemType(Onnx.FLOAT);
    graph.addInputBuilder().setName("map").setType(map);
    graph.addOutputBuilder().setName("untold");

    ModelSummary summary = ModelSummary.of(Onnx.model(graph));

    assertThat(summary.inputs())
        .isEqualTo(
            List.of(
                "x FLOAT[2, ?]",
                "list sequence of INT64[]",
                "maybe optional sequence of INT64[]",
                "map map of STRING to FLOAT[]"));
    assertThat(summary.outputs()).isEqualTo(List.of("y FLOAT[]", "untold of unknown type"));
  }
}
