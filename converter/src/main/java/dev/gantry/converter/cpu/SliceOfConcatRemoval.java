package dev.gantry.converter.cpu;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.observe.ObservedTensor;
import java.util.List;
import java.util.Optional;

/**
 * Takes a part where it comes from in place of cutting it out of what it was joined to: in bytes or
 * floats, the runtime copies both ways number by number.
 */
record SliceOfConcatRemoval(Graph graph, ObservedTensor facts) {
  private static final int LONG = TensorProto.DataType.INT64_VALUE;

  void takeDirectly() {
    for (GraphNode slice : graph.nodes()) {
      if (slice.is("Slice") && !graph.isOutput(slice.output()) && readPlainly(slice.output())) {
        part(slice).ifPresent(part -> take(slice, part));
      }
    }
  }

  private boolean readPlainly(String tensor) {
    return graph.readers(tensor).stream().allMatch(reader -> reader.inputs().contains(tensor));
  }

  private void take(GraphNode slice, String part) {
    graph.redirect(slice.output(), part, reader -> true);
    graph.remove(slice);
    String joined = slice.inputs().get(0);
    if (graph.readers(joined).isEmpty() && !graph.isOutput(joined)) {
      graph.producer(joined).ifPresent(graph::remove);
    }
  }

  /** The one part that begins and ends where the slice does. */
  private Optional<String> part(GraphNode slice) {
    Optional<GraphNode> join =
        graph.producer(slice.inputs().get(0)).filter(node -> node.is("Concat"));
    Optional<Integer> rank = facts.of(slice.inputs().get(0)).map(spec -> spec.shape().size());
    if (join.isEmpty() || rank.isEmpty() || only(slice, 4).orElse(1L) != 1) {
      return Optional.empty();
    }
    Optional<Long> start = only(slice, 1);
    Optional<Long> end = only(slice, 2);
    Optional<Long> axis = only(slice, 3);
    long joinedAt = Math.floorMod(join.get().integer("axis", 0), rank.get());
    if (start.isEmpty()
        || end.isEmpty()
        || axis.filter(at -> Math.floorMod(at, rank.get()) == joinedAt).isEmpty()) {
      return Optional.empty();
    }
    return between(join.get().inputs(), (int) joinedAt, start.get(), end.get());
  }

  private Optional<String> between(List<String> parts, int axis, long start, long end) {
    long all = 0;
    for (String part : parts) {
      if (facts.of(part).isEmpty()) {
        return Optional.empty();
      }
      all += side(part, axis);
    }
    long from = bound(start, all);
    long to = bound(end, all);
    long begin = 0;
    for (String part : parts) {
      long side = side(part, axis);
      if (side > 0 && from == begin && to == begin + side) {
        return Optional.of(part);
      }
      begin += side;
    }
    return Optional.empty();
  }

  private long side(String part, int axis) {
    return facts.of(part).orElseThrow().shape().get(axis);
  }

  private static long bound(long index, long all) {
    return Math.max(0, Math.min(all, index < 0 ? index + all : index));
  }

  /** A constant that is one whole number; slices along more axes are left alone. */
  private Optional<Long> only(GraphNode slice, int input) {
    if (slice.input(input).isEmpty()) {
      return Optional.empty();
    }
    return slice
        .input(input)
        .flatMap(graph::weight)
        .filter(tensor -> tensor.getDataType() == LONG && tensor.getDimsList().equals(List.of(1L)))
        .map(tensor -> WeightNumbers.longs(tensor)[0]);
  }
}
