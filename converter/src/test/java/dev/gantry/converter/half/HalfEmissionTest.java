package dev.gantry.converter.half;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.emit.EmittedGraph;
import dev.gantry.converter.emit.EmittedGraph.KeptNode;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.NewNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.converter.plan.NodePrecision;
import dev.gantry.converter.plan.PlanFile;
import dev.gantry.converter.plan.PrecisionPlan;
import dev.gantry.dossier.Dialect;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Half;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HalfEmissionTest {
  private static final PrecisionPlan NONE = PrecisionPlan.none();

  @Test
  void overflow_shows_as_infinity_even_after_all_that_the_runtime_does_to_a_graph()
      throws Exception {
    PrecisionPlan all =
        PrecisionPlan.of(
            List.of(
                PlanFile.Rule.operator("Mul", NodePrecision.FP16, "to see it"),
                PlanFile.Rule.operator("Div", NodePrecision.FP16, "to see it")));
    EmittedGraph emitted = emit(Dialect.ONNXRUNTIME, all, threeHundredSquared(), 300);

    assertThat(HalfCheck.run(emitted.model(), sample(300)).get(0).floats()[0]).isInfinite();
    assertThat(emitted.remarks())
        .anyMatch(remark -> remark.contains("Mul m computes in float16 as the plan says"));
  }

  @Test
  void what_overflows_on_the_samples_stays_float32_and_is_told() throws Exception {
    for (Dialect dialect : Dialect.values()) {
      EmittedGraph emitted = emit(dialect, NONE, threeHundredSquared(), 300);

      assertThat(emitted.kept())
          .contains(
              new KeptNode(
                  "m",
                  "Mul",
                  "fp32",
                  "its output reaches 9.0e4 on the samples; float16 ends at 65504"),
              new KeptNode(
                  "d",
                  "Div",
                  "fp32",
                  "its input 'm' reaches 9.0e4 on the samples; float16 ends at 65504"));
      assertThat(HalfCheck.run(emitted.model(), sample(300)).get(0).floats()[0])
          .isBetween(351f, 352f);
    }
  }

  @Test
  void the_same_graph_is_float16_where_the_samples_stay_small() throws Exception {
    EmittedGraph emitted = emit(Dialect.TENSORRT, NONE, threeHundredSquared(), 3);

    assertThat(emitted.kept()).isEmpty();
    HalfCheck.typesAreRight(emitted, sample(3));
    assertThat(types(emitted.model(), 3, "m", "d")).containsOnly(ElementType.FLOAT16);
    assertThat(types(emitted.model(), 3, "x", "y")).containsOnly(ElementType.FLOAT32);
    assertThat(emitted.model().getGraph().getInitializerList())
        .allMatch(weight -> weight.getDataType() == OnnxMl.TensorProto.DataType.FLOAT16_VALUE);
  }

  @Test
  void ends_become_float16_when_asked() throws Exception {
    for (Dialect dialect : Dialect.values()) {
      EmittedGraph emitted =
          new HalfEmission(dialect, true, NONE)
              .emit(threeHundredSquared(), SampleFeed.of(List.of(sample(3))));
      OnnxMl.GraphProto graph = emitted.model().getGraph();

      assertThat(graph.getInput(0).getType().getTensorType().getElemType()).isEqualTo(10);
      Tensor half = HalfCheck.run(emitted.model(), List.of(halfTensor(3))).get(0);
      assertThat(half.spec().type()).as(dialect.toString()).isEqualTo(ElementType.FLOAT16);
      assertThat(half.name()).isEqualTo("y");
    }
  }

  @Test
  void a_root_of_small_numbers_stays_float32_with_what_makes_them() throws Exception {
    Graph graph = graph();
    graph.put(WeightNumbers.tensor("tiny", List.of(), 1e-9f));
    graph.add(NewNode.of("Mul", "square", "x", "x").build());
    graph.add(NewNode.of("Add", "sum", "square", "tiny").build());
    graph.add(NewNode.of("Sqrt", "root", "sum").build());
    graph.add(NewNode.of("Div", "y", "x", "root").build());

    EmittedGraph emitted = emit(Dialect.TENSORRT, NONE, graph.model(), 1e-5f);

    assertThat(emitted.kept())
        .extracting(KeptNode::node)
        .containsOnly("square", "sum", "root", "y");
    assertThat(emitted.kept()).extracting(KeptNode::reason).anyMatch(why -> why.contains("1.1e-9"));
    assertThat(emit(Dialect.TENSORRT, NONE, graph.model(), 2).kept()).isEmpty();
  }

  @Test
  void a_weight_beyond_float16_keeps_its_node_and_a_bound_does_not() throws Exception {
    Graph graph = graph();
    graph.put(WeightNumbers.tensor("huge", List.of(), 1e6f));
    graph.put(WeightNumbers.tensor("low", List.of(), 0f));
    graph.add(NewNode.of("Clip", "c", "x", "low", "huge").build());
    graph.add(NewNode.of("Mul", "m", "c", "tiny").build());
    graph.put(WeightNumbers.tensor("tiny", List.of(), 1e-9f));
    graph.add(NewNode.of("Mul", "y", "m", "huge").build());

    EmittedGraph emitted = emit(Dialect.TENSORRT, NONE, graph.model(), 3);

    assertThat(emitted.kept())
        .contains(
            new KeptNode(
                "y", "Mul", "fp32", "its weight 'huge' reaches 1.0e6; float16 ends at 65504"));
    assertThat(emitted.kept()).extracting(KeptNode::node).doesNotContain("c");
    assertThat(emitted.remarks())
        .contains("weights too small for float16 became 0: 1 of 1 in 'tiny'");
    HalfCheck.typesAreRight(emitted, sample(3));
  }

  @Test
  void an_operator_that_takes_no_float16_stays_and_a_plan_cannot_ask_it_to() throws Exception {
    Graph graph = graph();
    graph.put(WeightNumbers.tensor("axis", List.of(), 0L));
    graph.add(NewNode.of("Relu", "r", "x").build());
    graph.add(NewNode.of("Celu", "y", "r").build());

    assertThat(emit(Dialect.TENSORRT, NONE, graph.model(), 3).kept())
        .containsExactly(
            new KeptNode(
                "y",
                "Celu",
                "fp32",
                "the operator takes float16 from opset 28 on; the model has opset 17"));
    PrecisionPlan plan =
        PrecisionPlan.of(List.of(PlanFile.Rule.operator("Celu", NodePrecision.FP16, "why not")));
    assertThatThrownBy(() -> emit(Dialect.TENSORRT, plan, graph.model(), 3))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("asks for fp16 of Celu y");
  }

  @Test
  void a_plan_keeps_what_it_names() throws Exception {
    PrecisionPlan plan =
        PrecisionPlan.of(List.of(PlanFile.Rule.nodes("m", NodePrecision.FP32, "it is delicate")));

    assertThat(emit(Dialect.TENSORRT, plan, threeHundredSquared(), 3).kept())
        .containsExactly(new KeptNode("m", "Mul", "fp32", "the plan says so: it is delicate"));
  }

  @Test
  void without_samples_nothing_is_guessed() {
    assertThatThrownBy(
            () ->
                new HalfEmission(Dialect.TENSORRT, false, NONE)
                    .emit(threeHundredSquared(), SampleFeed.of(List.of())))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no sample");
  }

  @Test
  void quantization_computes_its_float_side_in_float16_from_opset_19_on() throws Exception {
    OnnxMl.ModelProto model = quantized(19);
    EmittedGraph typed = emit(Dialect.TENSORRT, NONE, model, 3);

    assertThat(typed.kept()).isEmpty();
    HalfCheck.typesAreRight(typed, sample(3));
    assertThat(types(typed.model(), 3, "back")).containsOnly(ElementType.FLOAT16);
    assertThat(typed.remarks()).noneMatch(remark -> remark.contains("raised"));
    assertThat(emit(Dialect.TENSORRT, NONE, quantized(17), 3).kept())
        .extracting(KeptNode::operator)
        .containsOnly("QuantizeLinear", "DequantizeLinear");
  }

  @Test
  void nothing_comes_between_quantization_and_what_it_encloses() throws Exception {
    OnnxMl.ModelProto model = quantized(19);
    EmittedGraph emitted = emit(Dialect.ONNXRUNTIME, NONE, model, 3);
    Graph graph = Graph.of(emitted.model());
    List<String> cast =
        graph.nodes().stream()
            .filter(node -> node.is("Cast"))
            .map(node -> graph.producer(node.inputs().get(0)).map(GraphNode::name).orElse("input"))
            .filter(name -> !name.endsWith("_cast"))
            .toList();

    // The first Sigmoid is enclosed by nothing: it reads the input.
    assertThat(cast).containsExactlyInAnyOrder("input", "s", "m", "y");
  }

  private static OnnxMl.ModelProto quantized(long opset) {
    Graph graph = graph();
    graph.shell().getOpsetImportBuilder(0).setVersion(opset);
    graph.shell().setIrVersion(9);
    graph.put(WeightNumbers.tensor("step", List.of(), 0.05f));
    graph.put(WeightNumbers.tensor("small", List.of(), 1e-6f));
    graph.put(WeightNumbers.tensor("zero", List.of(), (byte) 0));
    graph.put(WeightNumbers.tensor("w8", List.of(), (byte) 100));
    graph.add(NewNode.of("Sigmoid", "s", "x").build());
    graph.add(NewNode.of("QuantizeLinear", "q", "s", "step", "zero").build());
    graph.add(NewNode.of("DequantizeLinear", "back", "q", "step", "zero").build());
    graph.add(NewNode.of("DequantizeLinear", "w", "w8", "small", "zero").build());
    graph.add(NewNode.of("Mul", "m", "back", "w").build());
    graph.add(NewNode.of("Sigmoid", "y", "m").build());
    return graph.model();
  }

  private static OnnxMl.ModelProto threeHundredSquared() {
    Graph graph = graph();
    graph.put(WeightNumbers.tensor("a", List.of(), 300f));
    graph.put(WeightNumbers.tensor("b", List.of(), 256f));
    graph.add(NewNode.of("Mul", "m", "x", "a").build());
    graph.add(NewNode.of("Div", "d", "m", "b").build());
    graph.add(NewNode.of("Neg", "n", "d").build());
    graph.add(NewNode.of("Neg", "y", "n").build());
    return graph.model();
  }

  private static Graph graph() {
    return Graph.of(Onnx.model(Onnx.graph(1)));
  }

  private static EmittedGraph emit(
      Dialect dialect, PrecisionPlan plan, OnnxMl.ModelProto model, float number) throws Exception {
    return new HalfEmission(dialect, false, plan)
        .emit(model, SampleFeed.of(List.of(sample(number))));
  }

  private static List<Tensor> sample(float number) {
    return List.of(Tensor.ofFloats("x", List.of(1L), number));
  }

  private static List<ElementType> types(OnnxMl.ModelProto model, float number, String... names)
      throws Exception {
    ObservedTensor facts = ObservedTensor.of(model, SampleFeed.of(List.of(sample(number))));
    return Arrays.stream(names).map(name -> facts.of(name).orElseThrow().type()).toList();
  }

  private static Tensor halfTensor(float number) {
    ByteBuffer bytes = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putShort(Half.bits(number));
    return new Tensor(new TensorSpec("x", ElementType.FLOAT16, List.of(1L)), bytes.flip());
  }
}
