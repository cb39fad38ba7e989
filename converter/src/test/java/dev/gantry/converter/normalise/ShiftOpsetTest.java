package dev.gantry.converter.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.observe.SeededSamples;
import dev.gantry.dossier.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShiftOpsetTest {
  private final List<TensorProto> weights = new ArrayList<>();

  @TempDir Path folder;

  /** The operators of a model of one node from x to y in one set, once it is in another. */
  private List<String> shifted(int from, int to, NodeProto.Builder... nodes) throws Exception {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("one")
            .addInput(Onnx.value("x", Onnx.FLOAT, 1, 4, 6, 6))
            .addOutput(OnnxMl.ValueInfoProto.newBuilder().setName("y"))
            .addAllInitializer(weights);
    for (NodeProto.Builder node : nodes) {
      graph.addNode(node);
    }
    weights.clear();
    ModelProto proto =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(from))
            .setGraph(graph)
            .build();
    OnnxModel model = OnnxModel.read(Files.write(folder.resolve("m.onnx"), proto.toByteArray()));
    NormalisedModel normal =
        new ModelNormaliser()
            .normalise(model, SeededSamples.of(model, 3, 7), new OpsetRange(to, to));
    assertThat(normal.remarks()).isEmpty();
    assertThat(Graph.of(normal.model()).opset()).isEqualTo(to);
    return normal.model().getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
  }

  private static NodeProto.Builder node(String operator, AttributeProto.Builder... attributes) {
    return node(operator, List.of("x"), attributes);
  }

  private static NodeProto.Builder node(
      String operator, List<String> inputs, AttributeProto.Builder... attributes) {
    NodeProto.Builder node = Onnx.node(operator, inputs, "y");
    Arrays.asList(attributes).forEach(node::addAttribute);
    return node;
  }

  private String weight(String name, float... values) {
    weights.add(Onnx.weight(name, values).build());
    return name;
  }

  private String longs(String name, long... values) {
    weights.add(WeightNumbers.tensor(name, List.of((long) values.length), values));
    return name;
  }

  private static AttributeProto.Builder number(String name, long value) {
    return Onnx.attribute(name, AttributeType.INT).setI(value);
  }

  private static AttributeProto.Builder real(String name, float value) {
    return Onnx.attribute(name, AttributeType.FLOAT).setF(value);
  }

  private static AttributeProto.Builder text(String name, String value) {
    return Onnx.attribute(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value));
  }

  private static AttributeProto.Builder numbers(String name, long... values) {
    AttributeProto.Builder attribute = Onnx.attribute(name, AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute;
  }

  private static AttributeProto.Builder reals(String name, float... values) {
    AttributeProto.Builder attribute = Onnx.attribute(name, AttributeType.FLOATS);
    for (float value : values) {
      attribute.addFloats(value);
    }
    return attribute;
  }

  @Test
  void attributes_that_became_inputs_are_inputs() throws Exception {
    assertThat(shifted(7, 13, node("Clip", real("min", -0.5f), real("max", 0.25f))))
        .containsExactly("Clip");
    assertThat(shifted(7, 11, node("Clip", real("max", 0.25f)))).containsExactly("Clip");
    assertThat(
            shifted(7, 18, node("Pad", numbers("pads", 0, 0, 1, 2, 0, 0, 3, 4), real("value", 9))))
        .containsExactly("Pad");
    assertThat(
            shifted(
                7,
                13,
                node("Pad", numbers("pads", 0, 0, 1, 1, 0, 0, 1, 1), text("mode", "reflect"))))
        .containsExactly("Pad");
    assertThat(
            shifted(
                7,
                13,
                node(
                    "Slice",
                    numbers("starts", 1, -3),
                    numbers("ends", 3, 6),
                    numbers("axes", 1, 3))))
        .containsExactly("Slice");
    assertThat(shifted(7, 21, node("Slice", numbers("starts", 0, 1), numbers("ends", 1, 3))))
        .containsExactly("Slice");
    assertThat(shifted(7, 13, node("TopK", number("k", 3)).addOutput("places")))
        .containsExactly("TopK");
    assertThat(shifted(7, 13, node("Squeeze", numbers("axes", 0)))).containsExactly("Squeeze");
    assertThat(shifted(7, 13, node("Squeeze"))).containsExactly("Squeeze");
    assertThat(shifted(7, 13, node("Unsqueeze", numbers("axes", 0, 3))))
        .containsExactly("Unsqueeze");
    assertThat(
            shifted(7, 13, node("Split", number("axis", 2), numbers("split", 1, 5)).addOutput("z")))
        .containsExactly("Split");
    assertThat(shifted(7, 18, node("Split", number("axis", 2)).addOutput("z")))
        .containsExactly("Split");
  }

  @Test
  void every_reduction_takes_its_axes_as_an_input_and_gives_them_back() throws Exception {
    for (String kind :
        List.of("Sum", "Mean", "Max", "Min", "Prod", "L1", "L2", "SumSquare", "LogSumExp")) {
      String operator = "Reduce" + kind;
      assertThat(shifted(7, 22, node(operator, numbers("axes", 1, 3)))).containsExactly(operator);
      assertThat(shifted(7, 22, node(operator, number("keepdims", 0)))).containsExactly(operator);
      NodeProto.Builder told = node(operator, List.of("x", longs("axes", 1, 3)));
      assertThat(shifted(18, 12, told)).containsExactly(operator);
    }
    for (String kind : List.of("Sum", "Mean", "Max", "Min", "Prod")) {
      NodeProto.Builder idle = node("Reduce" + kind, number("noop_with_empty_axes", 1));
      assertThat(shifted(18, 12, idle)).containsExactly("Identity");
    }
  }

  @Test
  void softmax_over_what_was_flattened_stays_so() throws Exception {
    for (String operator : List.of("Softmax", "LogSoftmax", "Hardmax")) {
      assertThat(shifted(7, 13, node(operator, number("axis", 3)))).containsExactly(operator);
      assertThat(shifted(7, 13, node(operator))).contains("Flatten", operator, "Reshape");
      assertThat(shifted(11, 13, node(operator, number("axis", -2)))).contains("Flatten");
      assertThat(shifted(13, 12, node(operator))).containsExactly(operator);
      assertThat(shifted(13, 12, node(operator, number("axis", 1))))
          .containsExactly("Transpose", operator, "Transpose");
    }
  }

  @Test
  void upsample_becomes_a_resize_that_does_the_same() throws Exception {
    for (String mode : List.of("nearest", "linear")) {
      assertThat(
              shifted(7, 13, node("Upsample", text("mode", mode), reals("scales", 1, 1, 2, 1.3f))))
          .containsExactly("Resize");
      weight("scales", 1, 1, 0.6f, 0.45f);
      assertThat(shifted(10, 18, node("Resize", List.of("x", "scales"), text("mode", mode))))
          .containsExactly("Resize");
    }
  }

  @Test
  void a_resize_that_grows_and_shrinks_at_once_is_refused_by_name() {
    weight("scales", 1, 1, 2, 0.5f);
    assertThatThrownBy(() -> shifted(10, 13, node("Resize", List.of("x", "scales"))))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("stays at operator set 10; 13 to 13 is wanted")
        .hasMessageContaining("Resize 'y': it grows one side and shrinks another");
  }

  @Test
  void operators_that_did_not_exist_are_written_with_others() throws Exception {
    assertThat(shifted(20, 19, node("Gelu"))).contains("Erf").doesNotContain("Gelu");
    assertThat(shifted(20, 13, node("Gelu", text("approximate", "tanh")))).contains("Tanh");
    assertThat(shifted(14, 13, node("HardSwish"))).containsExactly("HardSigmoid", "Mul");
    assertThat(shifted(18, 17, node("Mish"))).containsExactly("Softplus", "Tanh", "Mul");
    assertThat(shifted(24, 23, node("Swish", real("alpha", 1.5f)))).contains("Sigmoid");
    weight("scale", 1, 2, 3, 4, 5, 6);
    assertThat(shifted(17, 13, node("LayerNormalization", List.of("x", "scale"))))
        .contains("ReduceMean")
        .doesNotContain("LayerNormalization");
    weight("scale", 1, 2, 3, 4);
    weight("bias", 0, -1, 2, 1);
    assertThat(
            shifted(
                21,
                17,
                node("GroupNormalization", List.of("x", "scale", "bias"), number("num_groups", 2))))
        .contains("InstanceNormalization");
  }

  @Test
  void normalizing_over_several_sides_is_lowered_too() throws Exception {
    weights.add(WeightNumbers.tensor("scale", List.of(6L, 6L), new float[36]));
    NodeProto.Builder node = node("LayerNormalization", List.of("x", "scale"), number("axis", 2));
    assertThat(shifted(17, 16, node)).contains("ReduceMean");
  }

  @Test
  void a_split_into_uneven_parts_is_told_its_parts() throws Exception {
    List<String> slice = List.of("x", longs("begin", 1), longs("end", 6), longs("side", 2));
    NodeProto.Builder split = node("Split", number("axis", 2), number("num_outputs", 2));
    assertThat(
            shifted(
                18,
                13,
                Onnx.node("Slice", slice, "five"),
                split.setInput(0, "five").addOutput("z")))
        .containsExactly("Slice", "Split");
  }

  @Test
  void what_is_new_and_used_is_refused_with_operator_and_set() {
    weight("scales", 1, 1, 0.5f, 0.5f);
    NodeProto.Builder resize =
        node("Resize", List.of("x", "", "scales"), text("mode", "linear"), number("antialias", 1));
    assertThatThrownBy(() -> shifted(18, 17, resize))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Resize 'y' has the new attribute antialias (operator set 18)");
    NodeProto.Builder mode =
        node("AveragePool", numbers("kernel_shape", 2, 2), numbers("dilations", 2, 2));
    assertThatThrownBy(() -> shifted(19, 18, mode))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("dilations (operator set 19)");
    assertThatThrownBy(() -> shifted(14, 13, Onnx.node("Trilu", List.of("x"), "y")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Trilu 'y' did not exist before (operator set 14)");
  }

  @Test
  void what_is_new_and_says_the_same_is_dropped() throws Exception {
    weight("scales", 1, 1, 0.5f, 0.5f);
    NodeProto.Builder resize =
        node(
            "Resize",
            List.of("x", "", "scales"),
            text("mode", "linear"),
            text("keep_aspect_ratio_policy", "stretch"),
            number("antialias", 0));
    assertThat(shifted(18, 13, resize)).containsExactly("Resize");
    longs("shape", 4, 36);
    assertThat(shifted(14, 13, node("Reshape", List.of("x", "shape"), number("allowzero", 0))))
        .containsExactly("Reshape");
  }

  @Test
  void sampling_keeps_its_manner_under_another_name() throws Exception {
    weights.add(
        WeightNumbers.tensor(
            "grid", List.of(1L, 2L, 2L, 2L), -0.9f, 0.1f, 0.3f, 0.7f, 0, 0, 1, -1));
    List<String> inputs = List.of("x", "grid");
    assertThat(shifted(16, 20, node("GridSample", inputs, text("mode", "bilinear"))))
        .containsExactly("GridSample");
    weights.add(
        WeightNumbers.tensor(
            "grid", List.of(1L, 2L, 2L, 2L), -0.9f, 0.1f, 0.3f, 0.7f, 0, 0, 1, -1));
    assertThat(shifted(20, 16, node("GridSample", inputs, text("mode", "cubic"))))
        .containsExactly("GridSample");
    weights.add(WeightNumbers.tensor("rois", List.of(1L, 4L), 0.5f, 0.7f, 4.2f, 5.1f));
    longs("batch", 0);
    List<String> regions = List.of("x", "rois", "batch");
    assertThat(
            shifted(
                10,
                16,
                node("RoiAlign", regions, number("output_height", 2), number("output_width", 2))))
        .containsExactly("RoiAlign");
  }

  @Test
  void branches_are_shifted_with_what_is_around_them() throws Exception {
    weights.add(
        TensorProto.newBuilder().setName("c").setDataType(Onnx.BOOL).addInt32Data(1).build());
    NodeProto.Builder choice = Onnx.node("If", List.of("c"), "y");
    for (String name : List.of("then_branch", "else_branch")) {
      choice.addAttribute(
          Onnx.attribute(name, AttributeType.GRAPH)
              .setG(
                  GraphProto.newBuilder()
                      .setName(name)
                      .addNode(
                          Onnx.node("ReduceSum", List.of("x"), name + "_y")
                              .addAttribute(numbers("axes", 1)))
                      .addOutput(Onnx.value(name + "_y", Onnx.FLOAT))));
    }
    assertThat(shifted(7, 13, choice)).containsExactly("If");
  }

  @Test
  void a_model_within_the_range_is_left_where_it_is() throws Exception {
    ModelProto proto = Onnx.model(Onnx.graph(2).addNode(Onnx.node("Relu", List.of("x"), "y")));
    OnnxModel model = OnnxModel.read(Files.write(folder.resolve("m.onnx"), proto.toByteArray()));
    NormalisedModel normal =
        new ModelNormaliser()
            .normalise(model, SeededSamples.of(model, 1, 7), new OpsetRange(13, 21));
    assertThat(normal.applied()).isEmpty();
    assertThat(normal.model()).isEqualTo(proto);
  }

  @Test
  void every_operator_set_that_is_read_is_raised_to_the_newest_and_lowered_from_it()
      throws Exception {
    int newest = Math.toIntExact(OpsetRange.ANY.highest());
    for (int opset = Math.toIntExact(OpsetRange.ANY.lowest()); opset <= newest; opset++) {
      assertThat(shifted(opset, newest, node("Relu"))).as("from %d", opset).containsExactly("Relu");
      assertThat(shifted(newest, opset, node("Relu"))).as("to %d", opset).containsExactly("Relu");
    }
  }

  @Test
  void the_readme_tells_the_operator_sets_that_are_read() throws Exception {
    assertThat(Files.readString(Path.of("README.md"))).contains("Opset " + OpsetRange.ANY + ",");
  }
}
