package dev.gantry.converter.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.emit.EmittedGraph;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.converter.plan.NodePrecision;
import dev.gantry.converter.plan.PlanFile;
import dev.gantry.converter.plan.PrecisionPlan;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {
  private static final long[] SHAPE = {1, 3, 6, 6};

  private final Random random = new Random(3);

  @Test
  void a_sample_that_makes_no_number_is_named_with_the_first_tensor() {
    for (float stray : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      List<List<Tensor>> samples = samples(3, 1);
      float[] values = samples.get(1).get(0).floats();
      values[50] = stray;
      samples.set(1, List.of(Tensor.ofFloats("x", List.of(1L, 3L, 6L, 6L), values)));
      assertThatThrownBy(() -> emit(net().model(), samples))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("tensor 'x' holds " + stray + " for sample 1");
    }
  }

  @Test
  void a_number_that_is_none_only_inside_the_model_is_found_too() {
    SmallGraph graph = net("x", "a").node("Sqrt", "r", "a").node("Conv", "y", "r w2");
    assertThatThrownBy(() -> emit(graph.outputs("y").model(), samples(2, 1)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("tensor 'r' holds NaN for sample 0");
  }

  @ParameterizedTest
  @ValueSource(floats = {1e30f, 1e10f, 1, 1e-18f, 1e-30f})
  void magnitudes_change_nothing(float size) throws Exception {
    List<List<Tensor>> samples = samples(4, size);
    SmallGraph graph = new SmallGraph().input("x", SHAPE).outputs("y");
    weight(graph, "w", 0.1f, 3, 3, 3, 3);
    weight(graph, "w2", 0.1f, 2, 3, 1, 1);
    ModelProto model = graph.node("Conv", "a", "x w").node("Conv", "y", "a w2").model();
    assertThat(decibel(model, emit(model, samples), samples)).isGreaterThan(30);
  }

  @ParameterizedTest
  @ValueSource(floats = {1e36f, 1e30f, 1e-30f, 1e-36f})
  void sizes_of_weights_change_nothing(float size) throws Exception {
    List<List<Tensor>> samples = samples(4, 0.1f);
    SmallGraph graph = new SmallGraph().input("x", SHAPE).outputs("y");
    weight(graph, "w", size, 3, 3, 3, 3);
    ModelProto model = graph.node("Conv", "y", "x w").model();
    assertThat(decibel(model, emit(model, samples), samples)).isGreaterThan(30);
  }

  @Test
  void a_channel_that_is_always_zero_costs_nothing() throws Exception {
    List<List<Tensor>> samples = new ArrayList<>();
    for (List<Tensor> sample : samples(4, 1)) {
      float[] values = sample.get(0).floats();
      Arrays.fill(values, 36, 72, 0);
      samples.add(List.of(Tensor.ofFloats("x", List.of(1L, 3L, 6L, 6L), values)));
    }
    ModelProto model = net().model();
    assertThat(decibel(model, emit(model, samples), samples)).isGreaterThan(30);
  }

  @Test
  void an_input_of_nothing_but_zeros_is_taken_and_its_range_is_no_speck() throws Exception {
    List<List<Tensor>> zeros = samples(1, 0);
    ModelProto model = net().model();
    EmittedGraph emitted = emit(model, zeros);
    assertThat(new QdqRules(Graph.of(emitted.model())).problems()).isEmpty();
    List<List<Tensor>> others = samples(2, 0.2f);
    assertThat(decibel(model, emitted, others)).isGreaterThan(10);
  }

  @Test
  void one_sample_is_enough_and_many_that_are_the_same_are_not() throws Exception {
    List<List<Tensor>> one = samples(1, 1);
    ModelProto model = net().model();
    assertThat(decibel(model, emit(model, one), one)).isGreaterThan(25);
    assertThatThrownBy(() -> emit(model, List.of(one.get(0), one.get(0))))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("all 2 samples are the same");
    assertThatThrownBy(() -> emit(model, List.of()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no sample");
  }

  @Test
  void a_weight_that_holds_no_number_stays_and_says_why() throws Exception {
    for (float stray : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      SmallGraph graph = net("x", "a").weight("v", List.of(1L, 3L, 1L, 1L), 1, stray, 2);
      ModelProto model = graph.node("Conv", "y", "a v").outputs("y").model();
      EmittedGraph emitted = emit(model, samples(2, 1));
      assertThat(emitted.kept())
          .containsExactly(
              new EmittedGraph.KeptNode(
                  "y", "Conv", "fp32", "its weight holds numbers that are not finite"));
    }
  }

  @Test
  void an_old_operator_set_and_a_model_without_layers_are_refused() {
    SmallGraph old = new SmallGraph(12).input("x", SHAPE).outputs("y");
    weight(old, "w", 1, 2, 3, 1, 1);
    assertThatThrownBy(() -> emit(old.node("Conv", "y", "x w").model(), samples(2, 1)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("stays at operator set 12");
    SmallGraph none = new SmallGraph().input("x", SHAPE).outputs("y").node("Relu", "y", "x");
    assertThatThrownBy(() -> emit(none.model(), samples(2, 1)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no convolution or matrix product");
    SmallGraph computed = new SmallGraph().input("x", SHAPE).outputs("y");
    assertThatThrownBy(() -> emit(computed.node("MatMul", "y", "x x").model(), samples(2, 1)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("of MatMul 'y': its weight is computed, not constant");
  }

  @Test
  void a_model_that_is_quantized_in_another_way_is_refused() {
    SmallGraph graph = net("x", "a").weight("s", List.of(), 0.1f);
    graph.node("QuantizeLinear", "q", "a s").node("DequantizeLinear", "d", "q s");
    ModelProto model = graph.node("Conv", "y", "d w2").outputs("y").model();
    assertThatThrownBy(() -> emit(model, samples(2, 1)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("quantized already")
        .hasMessageContaining("QuantizeLinear q");
  }

  @Test
  void sequences_on_the_way_are_refused_by_the_name_of_their_node() {
    SmallGraph graph = net("x", "a").longs("at", 0);
    graph.node("SequenceConstruct", "s", "a x").node("SequenceAt", "b", "s zero");
    graph.scalar("zero", 0).node("Conv", "y", "b w2");
    assertThatThrownBy(() -> emit(graph.outputs("y").model(), samples(2, 1)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("SequenceConstruct s");
  }

  @Test
  void bodies_that_read_tensors_from_outside_are_run_on_the_way() throws Exception {
    SmallGraph graph =
        net("x", "a").node("ReduceMax", "top", "x", SmallGraph.integer("keepdims", 0));
    graph.weight("zero", List.of(), 0).node("Greater", "choice", "top zero");
    GraphProto then = body("then", Onnx.node("Exp", List.of("a"), "t"), "t");
    GraphProto otherwise = body("other", Onnx.node("Neg", List.of("x"), "o"), "o");
    graph.node(
        "If",
        "b",
        "choice",
        Onnx.attribute("then_branch", AttributeType.GRAPH).setG(then).build(),
        Onnx.attribute("else_branch", AttributeType.GRAPH).setG(otherwise).build());
    ModelProto model = graph.node("Conv", "y", "b w2").outputs("y").model();
    List<List<Tensor>> samples = samples(4, 0.3f);
    EmittedGraph emitted = emit(model, samples);
    assertThat(emitted.kept()).isEmpty();
    assertThat(decibel(model, emitted, samples)).isGreaterThan(20);
  }

  @Test
  void tensors_whose_length_the_numbers_decide_may_differ_from_sample_to_sample() throws Exception {
    SmallGraph graph = new SmallGraph().input("x", 8, 4).longs("first", 0).outputs("y");
    graph.node("ReduceSum", "sum", "x one", SmallGraph.integer("keepdims", 0)).longs("one", 1);
    graph.weight("zero", List.of(), 0).node("Greater", "which", "sum zero");
    graph.node("Compress", "c", "x which", SmallGraph.integer("axis", 0));
    weight(graph, "w", 1, 4, 5);
    ModelProto model = graph.node("Gemm", "y", "c w").model();
    List<List<Tensor>> samples = new ArrayList<>();
    for (int sample = 0; sample < 6; sample++) {
      samples.add(List.of(SmallGraph.random("x", random, 8, 4)));
    }
    assertThat(decibel(model, emit(model, samples), samples)).isGreaterThan(20);
  }

  @Test
  void an_empty_tensor_leaves_its_layer_alone() throws Exception {
    SmallGraph graph = net("x", "a").longs("from", 0).longs("to", 0);
    graph.node("Slice", "none", "x from to from").node("Conv", "y", "none w2");
    ModelProto model = graph.outputs("y", "a").model();
    assertThat(emit(model, samples(2, 1)).kept())
        .extracting(EmittedGraph.KeptNode::reason)
        .containsExactly("its input is empty");
  }

  @Test
  void a_plan_keeps_layers_and_what_it_cannot_have_is_refused() throws Exception {
    ModelProto model = deep();
    EmittedGraph kept = emit(model, samples(2, 1), plan("a", NodePrecision.FP32));
    assertThat(kept.kept())
        .containsExactly(
            new EmittedGraph.KeptNode("a", "Conv", "fp32", "the plan says so: a test"));
    assertThat(Graph.of(kept.model()).producer("a").orElseThrow().inputs()).contains("x", "w");
    assertThatThrownBy(() -> emit(model, samples(2, 1), plan("r", NodePrecision.INT8)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("node 'r' (Relu) cannot become int8");
    assertThatThrownBy(() -> emit(model, samples(2, 1), plan("*", NodePrecision.FP32)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the plan says so");
  }

  @Test
  void nodes_without_names_are_taken_and_nodes_that_share_one_are_refused_by_it() throws Exception {
    ModelProto.Builder nameless = deep().toBuilder();
    nameless.getGraphBuilder().getNodeBuilderList().forEach(node -> node.clearName());
    List<List<Tensor>> samples = samples(3, 1);
    EmittedGraph emitted =
        new Int8Emission(PrecisionPlan.none(), true, (one, two, three) -> Optional.empty())
            .emit(nameless.build(), SampleFeed.of(samples));
    assertThat(decibel(nameless.build(), emitted, samples)).isGreaterThan(25);
    ModelProto.Builder shared = deep().toBuilder();
    shared.getGraphBuilder().getNodeBuilderList().forEach(node -> node.setName("same"));
    assertThatThrownBy(() -> emit(shared.build(), samples))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("same node name (same)");
  }

  @Test
  void two_emissions_give_the_same_bytes() throws Exception {
    ModelProto model = deep();
    List<List<Tensor>> samples = samples(5, 1);
    EmittedGraph first = emit(model, samples);
    assertThat(emit(model, samples).model().toByteArray()).isEqualTo(first.model().toByteArray());
  }

  private static GraphProto body(
      String name, ai.onnx.proto.OnnxMl.NodeProto.Builder node, String output) {
    return GraphProto.newBuilder()
        .setName(name)
        .addNode(node.setName(output))
        .addOutput(Onnx.value(output, Onnx.FLOAT))
        .build();
  }

  private static PrecisionPlan plan(String nodes, NodePrecision precision) {
    return PrecisionPlan.of(
        List.of(
            new PlanFile.Rule(
                Optional.of(nodes), Optional.empty(), precision, Optional.of("a test"))));
  }

  private ModelProto deep() {
    SmallGraph graph = net("x", "a").node("Relu", "r", "a").node("Conv", "y", "r w2");
    return graph.outputs("y").model();
  }

  private SmallGraph net() {
    return net("x", "y").outputs("y");
  }

  /** A convolution of 3 × 3, and weights w2 of 1 × 1 for another. */
  private SmallGraph net(String from, String to) {
    SmallGraph graph = new SmallGraph().input("x", SHAPE);
    weight(graph, "w", 0.3f, 3, 3, 3, 3);
    weight(graph, "w2", 0.3f, 2, 3, 1, 1);
    return graph.node("Conv", to, from + " w", SmallGraph.integers("pads", 1, 1, 1, 1));
  }

  private void weight(SmallGraph graph, String name, float size, long... shape) {
    float[] values = SmallGraph.random(name, random, shape).floats();
    for (int index = 0; index < values.length; index++) {
      values[index] *= size;
    }
    graph.weight(name, Arrays.stream(shape).boxed().toList(), values);
  }

  private List<List<Tensor>> samples(int count, float size) {
    List<List<Tensor>> samples = new ArrayList<>();
    for (int sample = 0; sample < count; sample++) {
      float[] values = SmallGraph.random("x", random, SHAPE).floats();
      for (int index = 0; index < values.length; index++) {
        values[index] *= size;
      }
      samples.add(List.of(Tensor.ofFloats("x", List.of(1L, 3L, 6L, 6L), values)));
    }
    return samples;
  }

  private static EmittedGraph emit(ModelProto model, List<List<Tensor>> samples) throws Exception {
    return emit(model, samples, PrecisionPlan.none());
  }

  private static EmittedGraph emit(ModelProto model, List<List<Tensor>> samples, PrecisionPlan plan)
      throws Exception {
    return new Int8Emission(plan, false, (one, two, three) -> Optional.empty())
        .emit(model, SampleFeed.of(samples));
  }

  private static double decibel(ModelProto model, EmittedGraph emitted, List<List<Tensor>> samples)
      throws Exception {
    double worst = Double.POSITIVE_INFINITY;
    for (List<Tensor> sample : samples) {
      List<Tensor> expected = SmallGraph.run(model, sample);
      List<Tensor> got = SmallGraph.run(emitted.model(), sample);
      worst = Math.min(worst, SmallGraph.decibel(expected, got));
    }
    return worst;
  }
}
