package dev.gantry.converter.half;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.Onnx;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.tensor.Tensor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is done for each node of a long chain must not be done for all before it, too. */
class LongChainTest {
  private static final SampleFeed SAMPLES =
      SampleFeed.of(List.of(List.of(Tensor.ofFloats("x", List.of(4L), 0.5f, 2, -3, 1e-6f))));

  private static OnnxMl.ModelProto chain(int length) {
    OnnxMl.GraphProto.Builder graph = Onnx.graph(4);
    String last = "x";
    for (int node = 0; node < length; node++) {
      String output = node == length - 1 ? "y" : "t" + node;
      graph.addNode(Onnx.node(node % 2 == 0 ? "Abs" : "Sqrt", List.of(last), output));
      last = output;
    }
    return Onnx.model(graph);
  }

  @Test
  void small_tensors_are_watched_without_a_node_more_however_many_they_are() throws Exception {
    OnnxMl.ModelProto model = chain(300);
    ObservedTensor facts = ObservedTensor.of(model, SAMPLES);
    Set<String> tensors = new LinkedHashSet<>();
    Graph.of(model).nodes().forEach(node -> tensors.add(node.output()));

    ReachMeasurement reaches = ReachMeasurement.watching(model, tensors, tensors, facts);

    assertThat(reaches.nodes()).isEqualTo(300);
  }

  @Test
  void a_tensor_reaches_as_far_whether_it_is_looked_at_or_reduced_within_the_graph()
      throws Exception {
    OnnxMl.ModelProto model = chain(4);
    ObservedTensor facts = ObservedTensor.of(model, SAMPLES);
    Set<String> tensors = Set.of("t0", "t1", "t2");

    Map<String, TensorReach> looked = ReachMeasurement.of(model, tensors, tensors, facts, SAMPLES);
    ObservedTensor unknown = ObservedTensor.of(chain(1), SAMPLES);
    Map<String, TensorReach> reduced =
        ReachMeasurement.of(model, tensors, tensors, unknown, SAMPLES);

    assertThat(looked.get("t0")).isEqualTo(new TensorReach(3, 1e-6f));
    assertThat(looked).isEqualTo(reduced);
  }

  @Test
  @Timeout(60)
  void a_hundred_thousand_wishes_for_one_name_are_granted_in_a_moment() {
    Graph graph = Graph.of(chain(1));
    String last = "";
    for (int wish = 0; wish < 100_000; wish++) {
      last = graph.freshName("zero");
    }
    assertThat(last).isEqualTo("zero_100000");
    assertThat(graph.freshName("y")).isEqualTo("y_2");
  }
}
