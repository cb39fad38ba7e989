package dev.gantry.converter.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.NewNode;
import dev.gantry.converter.observe.ObservedTensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written differently for the runtime's sake has to mean the same. */
class QuickWritingTest {
  @TempDir private Path folder;

  private void requireSame(OnnxMl.ModelProto before, Graph after, SmallNet net) throws Exception {
    Path written = Files.write(folder.resolve("after.onnx"), after.model().toByteArray());
    assertThat(Runs.decibel(before, written, net.samples())).isGreaterThan(120);
  }

  private static Graph joined(OnnxMl.ModelProto model, SmallNet net) throws Exception {
    Graph graph = Graph.of(model);
    new SliceOfConcatRemoval(graph, ObservedTensor.of(model, net.samples())).takeDirectly();
    return graph;
  }

  private static long count(Graph graph, String operator) {
    return graph.nodes().stream().filter(node -> node.is(operator)).count();
  }

  private static SmallNet sliced(long start, long end, long axis) {
    SmallNet net = new SmallNet(1L, 6L, 4L);
    return net.node("Relu", "a", "x")
        .node("Neg", "b", "x")
        .node(NewNode.of("Concat", "c", "a", "b").with("axis", -1))
        .whole("start", start)
        .whole("end", end)
        .whole("axis", axis)
        .node("Slice", "s", "c", "start", "end", "axis")
        .node("Abs", "y", "s");
  }

  @Test
  void a_slice_that_is_one_part_of_a_join_is_the_part() throws Exception {
    for (long[] bounds :
        List.of(
            new long[] {0, 4, 2},
            new long[] {4, 8, 2},
            new long[] {-4, Long.MAX_VALUE, -1},
            new long[] {-100, -4, 2})) {
      SmallNet net = sliced(bounds[0], bounds[1], bounds[2]);
      OnnxMl.ModelProto model = net.to("y");
      Graph graph = joined(model, net);
      assertThat(count(graph, "Slice") + count(graph, "Concat")).isZero();
      requireSame(model, graph, net);
    }
  }

  @Test
  void any_other_slice_is_left_alone() throws Exception {
    Random random = new Random(3);
    for (int tried = 0; tried < 100; tried++) {
      int axis = 1 + random.nextInt(2);
      int start = random.nextInt(5);
      int end = start + 1 + random.nextInt(4);
      SmallNet net = sliced(start, end, axis);
      OnnxMl.ModelProto model = net.to("y");
      Graph graph = joined(model, net);
      boolean part = axis == 2 && end - start == 4 && start % 4 == 0;
      assertThat(count(graph, "Slice")).as(axis + " " + start + " " + end).isEqualTo(part ? 0 : 1);
    }
  }

  @Test
  void a_slice_or_join_that_is_an_output_stays() throws Exception {
    SmallNet net = sliced(0, 4, 2);
    OnnxMl.ModelProto model = net.to("s", "c", "y");
    assertThat(count(joined(model, net), "Slice")).isEqualTo(1);
    SmallNet other = sliced(0, 4, 2);
    Graph graph = joined(other.to("y", "c"), other);
    assertThat(count(graph, "Slice")).isZero();
    assertThat(count(graph, "Concat")).isEqualTo(1);
  }

  private static Graph filled(OnnxMl.ModelProto model, SmallNet net) throws Exception {
    Graph graph = Graph.of(model);
    new ChannelPadding(graph, ObservedTensor.of(model, net.samples())).fill();
    return graph;
  }

  private static List<Long> widths(Graph graph) {
    return graph.ordered().stream()
        .filter(node -> node.is("Conv"))
        .map(GraphNode::inputs)
        .map(inputs -> graph.weight(inputs.get(1)).orElseThrow().getDims(0))
        .toList();
  }

  @Test
  void a_narrow_convolution_between_two_gets_channels_of_zeros() throws Exception {
    SmallNet net = new SmallNet(1L, 8L, 9L, 9L);
    net.conv("x", "a", 8, 12, 3, 1).node("Relu", "b", "a").conv("b", "c", 12, 18, 3, 1);
    net.conv("c", "d", 18, 24, 3, 1).conv("b", "e", 12, 24, 1, 1).node("Add", "y", "d", "e");
    OnnxMl.ModelProto model = net.to("y");
    Graph graph = filled(model, net);
    assertThat(widths(graph)).containsExactlyInAnyOrder(16L, 20L, 24L, 24L);
    requireSame(model, graph, net);
  }

  @Test
  void channels_that_others_see_are_not_filled() throws Exception {
    SmallNet single = new SmallNet(1L, 8L, 9L, 9L);
    single.conv("x", "a", 8, 12, 3, 1).conv("a", "y", 12, 12, 3, 12);
    SmallNet joined = new SmallNet(1L, 8L, 9L, 9L);
    joined.conv("x", "a", 8, 12, 3, 1).conv("a", "b", 12, 12, 3, 1).node("Add", "y", "a", "b");
    SmallNet output = new SmallNet(1L, 8L, 9L, 9L);
    output.conv("x", "y", 8, 12, 3, 1).conv("y", "z", 12, 12, 3, 1);
    assertThat(widths(filled(single.to("y"), single))).containsExactly(12L, 12L);
    assertThat(widths(filled(joined.to("y"), joined))).containsExactly(12L, 12L);
    assertThat(widths(filled(output.to("y", "z"), output))).containsExactly(12L, 12L);
  }
}
