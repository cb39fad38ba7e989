package dev.gantry.converter.account;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.NewNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.tensor.Tensor;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MultiplyAddsTest {
  @Test
  void a_grouped_convolution_costs_its_outputs_times_its_window() throws Exception {
    assertThat(
            cost(
                List.of(1L, 4L, 6L, 5L),
                List.of(8L, 2L, 3L, 3L),
                NewNode.of("Conv", "y", "x", "w").with("group", 2)))
        .hasValue(8 * 4 * 3 * (2 * 9));
  }

  @Test
  void a_transposed_convolution_costs_its_inputs_times_its_window() throws Exception {
    assertThat(
            cost(
                List.of(1L, 4L, 6L, 5L),
                List.of(4L, 3L, 2L, 2L),
                NewNode.of("ConvTranspose", "y", "x", "w").with("strides", List.of(2L, 2L))))
        .hasValue(4 * 6 * 5 * (3 * 4));
  }

  @Test
  void a_gemm_of_a_turned_matrix_sums_over_its_first_side() throws Exception {
    assertThat(
            cost(
                List.of(7L, 2L),
                List.of(7L, 5L),
                NewNode.of("Gemm", "y", "x", "w").with("transA", 1)))
        .hasValue(2 * 5 * 7);
  }

  @Test
  void a_batch_of_matrix_products_costs_each_of_them() throws Exception {
    assertThat(cost(List.of(3L, 2L, 7L), List.of(7L, 5L), NewNode.of("MatMul", "y", "x", "w")))
        .hasValue(3 * 2 * 5 * 7);
  }

  @Test
  void a_recurrent_layer_costs_its_two_matrices_at_every_step() throws Exception {
    Graph graph = graph(List.of(6L, 1L, 4L), List.of(1L, 12L, 4L));
    graph.put(weight("r", List.of(1L, 12L, 3L)));
    graph.add(NewNode.of("LSTM", "y", "x", "w", "r").with("hidden_size", 3).build());
    // Gates x hidden are 12: an LSTM of hidden size 3.
    assertThat(cost(graph, List.of(6L, 1L, 4L))).hasValue(6 * (12 * 4 + 12 * 3));
  }

  @Test
  void what_multiplies_no_matrix_costs_none_and_what_nobody_counts_is_unknown() throws Exception {
    assertThat(cost(List.of(2L, 2L), List.of(2L, 2L), NewNode.of("Mul", "y", "x", "w")))
        .hasValue(0);
    OnnxMl.NodeProto foreign =
        NewNode.of("Conv", "y", "x", "w").build().toBuilder().setDomain("elsewhere").build();
    Graph graph = graph(List.of(1L), List.of(1L));
    assertThat(
            new MultiplyAdds(
                    graph, ObservedTensor.of(graph.model(), SampleFeed.of(List.of(List.of()))))
                .of(graph.add(foreign)))
        .isEmpty();
  }

  @Test
  void without_shapes_a_product_is_unknown_and_not_free() throws Exception {
    Graph graph = graph(List.of(2L, 2L), List.of(2L, 2L));
    ObservedTensor none = ObservedTensor.of(graph.model(), SampleFeed.of(List.of(List.of())));
    assertThat(
            new MultiplyAdds(graph, none)
                .of(graph.add(NewNode.of("MatMul", "y", "x", "w").build())))
        .isEmpty();
  }

  private static OptionalLong cost(List<Long> shape, List<Long> weight, NewNode node)
      throws Exception {
    Graph graph = graph(shape, weight);
    graph.add(node.build());
    return cost(graph, shape);
  }

  private static OptionalLong cost(Graph graph, List<Long> shape) throws Exception {
    float[] ones =
        new float[(int) shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b)];
    List<Tensor> sample = List.of(Tensor.ofFloats("x", shape, ones));
    MultiplyAdds counted =
        new MultiplyAdds(graph, ObservedTensor.of(graph.model(), SampleFeed.of(List.of(sample))));
    OptionalLong cost = counted.of(graph.nodes().get(0));
    assertThat(counted.known()).isEqualTo(cost.orElse(0));
    return cost;
  }

  private static Graph graph(List<Long> shape, List<Long> weight) {
    long[] sides = shape.stream().mapToLong(Long::longValue).toArray();
    Graph graph =
        Graph.of(
            Onnx.model(
                OnnxMl.GraphProto.newBuilder()
                    .addInput(Onnx.value("x", Onnx.FLOAT, sides))
                    .addOutput(OnnxMl.ValueInfoProto.newBuilder().setName("y"))));
    graph.put(weight("w", weight));
    return graph;
  }

  private static OnnxMl.TensorProto weight(String name, List<Long> shape) {
    long count = shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
    return WeightNumbers.tensor(name, shape, new float[(int) count]);
  }
}
