package dev.gantry.converter.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.NewNode;
import dev.gantry.converter.graph.WeightNumbers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class QdqRulesTest {
  @Test
  void a_graph_as_it_should_be_breaks_none() {
    assertThat(problems(graph -> {})).isEmpty();
  }

  @Test
  void scales_must_be_constant_positive_finite_and_as_many_as_belong() {
    assertThat(problems(graph -> graph.put(WeightNumbers.tensor("s", List.of(), 0f)))).hasSize(1);
    assertThat(problems(graph -> graph.put(WeightNumbers.tensor("s", List.of(), -1f))))
        .containsExactly("QuantizeLinear q has a scale of -1.0");
    assertThat(problems(graph -> graph.put(WeightNumbers.tensor("s", List.of(), Float.NaN))))
        .hasSize(1);
    assertThat(problems(graph -> graph.put(WeightNumbers.tensor("s", List.of(2L), 1f, 1f))))
        .containsExactly("QuantizeLinear q has 2 scales where 1 belong");
    assertThat(problems(graph -> graph.put(WeightNumbers.tensor("ws", List.of(1L), 1f))))
        .containsExactly("DequantizeLinear wd has 1 scales where 3 belong");
    assertThat(problems(graph -> graph.dropWeight("ws")))
        .containsExactly("DequantizeLinear wd has no constant scale and zero point");
  }

  @Test
  void zero_points_must_be_int8_zero_and_there() {
    assertThat(problems(graph -> graph.put(WeightNumbers.tensor("z", List.of(), (byte) 1))))
        .containsExactly("QuantizeLinear q has a zero point other than int8 0");
    TensorProto unsigned = WeightNumbers.tensor("z", 2, List.of(), ByteBuffer.wrap(new byte[] {0}));
    assertThat(problems(graph -> graph.put(unsigned)))
        .containsExactly("QuantizeLinear q has a zero point other than int8 0");
    assertThat(
            problems(
                graph -> {
                  replace(graph, NewNode.of("QuantizeLinear", "q", "x", "s"));
                  replace(graph, NewNode.of("DequantizeLinear", "d", "q", "s"));
                }))
        .containsExactly("QuantizeLinear q has no constant scale and zero point");
  }

  @Test
  void weights_must_be_int8_without_its_least_number() {
    byte[] least = {1, 2, 3, -128, 5, 6, 7, 8, 9};
    assertThat(problems(graph -> graph.put(weight(3, least))))
        .containsExactly("DequantizeLinear wd holds -128, which weights must not");
    assertThat(problems(graph -> graph.put(weight(2, new byte[9]))))
        .containsExactly("DequantizeLinear wd holds numbers other than int8");
  }

  @Test
  void scales_of_a_weight_lie_along_the_axis_of_its_layer() {
    String[] inputs = {"w", "ws", "wz"};
    assertThat(
            problems(
                graph ->
                    replace(graph, NewNode.of("DequantizeLinear", "wd", inputs).with("axis", 1))))
        .containsExactly("DequantizeLinear wd has its scales along another axis than Conv y needs");
    for (String other : List.of("ConvTranspose", "MatMul", "Gemm")) {
      assertThat(problems(graph -> replace(graph, NewNode.of(other, "y", "d", "wd"))))
          .as(other)
          .hasSize(1)
          .allMatch(line -> line.contains("along another axis"));
    }
    assertThat(
            problems(graph -> replace(graph, NewNode.of("Gemm", "y", "d", "wd").with("transB", 1))))
        .isEmpty();
  }

  @Test
  void a_weight_of_too_few_sides_is_told() {
    assertThat(
            problems(
                graph -> {
                  graph.put(WeightNumbers.tensor("w", List.of(9L), new byte[9]));
                  replace(graph, NewNode.of("MatMul", "y", "d", "wd"));
                }))
        .containsExactly("DequantizeLinear wd has too few sides for MatMul y");
  }

  @Test
  void the_bias_of_a_layer_is_float() {
    assertThat(
            problems(
                graph -> {
                  graph.put(WeightNumbers.tensor("b", List.of(3L), new byte[3]));
                  replace(graph, NewNode.of("Conv", "y", "d", "wd", "b"));
                }))
        .containsExactly("DequantizeLinear wd belongs to Conv y, whose bias is not float");
  }

  @Test
  void what_is_quantized_feeds_layers_only_and_where_they_multiply() {
    assertThat(problems(graph -> graph.add(NewNode.of("Relu", "r", "d").build())))
        .containsExactly("DequantizeLinear d feeds Relu r elsewhere than it may");
    assertThat(problems(graph -> graph.add(NewNode.of("Conv", "r", "x", "d").build())))
        .containsExactly("DequantizeLinear d feeds Conv r elsewhere than it may");
    assertThat(problems(graph -> replace(graph, NewNode.of("Conv", "y", "wd", "wd")))).isNotEmpty();
  }

  @Test
  void both_sides_of_a_layer_are_int8_or_neither() {
    assertThat(problems(graph -> replace(graph, NewNode.of("Conv", "y", "x", "wd"))))
        .containsExactly("DequantizeLinear wd belongs to Conv y, whose input is not int8");
    assertThat(problems(graph -> replace(graph, NewNode.of("Conv", "y", "d", "f"))))
        .containsExactly("DequantizeLinear d feeds Conv y, whose weight is not int8");
  }

  @Test
  void what_is_quantized_is_restored_by_the_same_numbers() {
    assertThat(
            problems(
                graph -> {
                  graph.put(WeightNumbers.tensor("s2", List.of(), 2f));
                  replace(graph, NewNode.of("DequantizeLinear", "d", "q", "s2", "z"));
                }))
        .containsExactly("QuantizeLinear q is read by DequantizeLinear d, which does not undo it");
    assertThat(problems(graph -> graph.add(NewNode.of("Cast", "c", "q").build())))
        .containsExactly("QuantizeLinear q is read by Cast c, which does not undo it");
    assertThat(problems(graph -> replace(graph, NewNode.of("DequantizeLinear", "d", "q"))))
        .containsExactly("QuantizeLinear q is read by DequantizeLinear d, which does not undo it");
  }

  @Test
  void int8_stays_inside_and_comes_from_somewhere() {
    assertThat(problems(graph -> output(graph, "q")))
        .containsExactly("QuantizeLinear q gives int8 out of the graph");
    assertThat(problems(graph -> output(graph, "d")))
        .containsExactly("DequantizeLinear d gives out a rounded number of the graph");
    assertThat(
            problems(graph -> replace(graph, NewNode.of("DequantizeLinear", "d", "x", "s", "z"))))
        .contains("DequantizeLinear d undoes what nothing did");
  }

  private static void output(Graph graph, String name) {
    graph.shell().getGraphBuilder().addOutputBuilder().setName(name);
  }

  private static TensorProto weight(int type, byte[] values) {
    return WeightNumbers.tensor("w", type, List.of(3L, 3L), ByteBuffer.wrap(values));
  }

  private static void replace(Graph graph, NewNode node) {
    GraphNode old = graph.producer(node.build().getOutput(0)).orElseThrow();
    graph.replace(old, node.build());
  }

  private static List<String> problems(Consumer<Graph> breach) {
    SmallGraph small = new SmallGraph().input("x", 1, 3, 4).outputs("y");
    Graph graph = Graph.of(small.model());
    graph.put(WeightNumbers.tensor("s", List.of(), 0.5f));
    graph.put(WeightNumbers.tensor("z", List.of(), (byte) 0));
    graph.put(weight(3, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, -127}));
    graph.put(WeightNumbers.tensor("ws", List.of(3L), 1f, 2f, 3f));
    graph.put(WeightNumbers.tensor("wz", List.of(3L), new byte[3]));
    graph.put(WeightNumbers.tensor("f", List.of(3L, 3L), new float[9]));
    graph.add(NewNode.of("QuantizeLinear", "q", "x", "s", "z").build());
    graph.add(NewNode.of("DequantizeLinear", "d", "q", "s", "z").build());
    graph.add(NewNode.of("DequantizeLinear", "wd", "w", "ws", "wz").with("axis", 0).build());
    graph.add(NewNode.of("Conv", "y", "d", "wd").build());
    breach.accept(graph);
    return new QdqRules(graph).problems();
  }
}
