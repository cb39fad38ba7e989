package dev.gantry.converter.cpu;

import dev.gantry.converter.calibrate.RangeTable;
import dev.gantry.converter.calibrate.TensorRange;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the step of each tensor of a placement. Tensors that hold the same values share a step. */
final class TensorSteps {
  private final RangeTable ranges;
  private final Map<String, String> shared = new HashMap<>();

  private TensorSteps(RangeTable ranges) {
    this.ranges = ranges;
  }

  static TensorSteps of(Graph graph, BytePlacement placement, RangeTable ranges) {
    TensorSteps steps = new TensorSteps(ranges);
    steps.shared.putAll(placement.moved());
    for (GraphNode node : graph.nodes()) {
      if (node.is("Concat") && placement.has(node)) {
        for (String part : node.inputs()) {
          steps.join(graph, part, node.output());
        }
      }
    }
    return steps;
  }

  /** A part that nothing else reads is cut as the whole at once, instead of twice. */
  private void join(Graph graph, String part, String whole) {
    List<GraphNode> readers = graph.readers(part);
    boolean alone = readers.size() == 1 && !graph.isOutput(part) && !shared.containsKey(part);
    if (alone && graph.producer(part).filter(node -> mayWiden(node, whole)).isPresent()) {
      shared.put(part, whole);
    }
  }

  /** Behind a Relu or Clip a step has to stay within what these let through. */
  private boolean mayWiden(GraphNode producer, String whole) {
    boolean fromZero = range(whole).bounds().low() == 0;
    return producer.is("Clip")
        ? fromZero && range(whole).bounds().high() <= range(producer.output()).most()
        : fromZero || !producer.is("Relu");
  }

  private TensorRange range(String tensor) {
    return ranges
        .of(tensor)
        .orElseThrow(() -> new IllegalStateException("no range for tensor " + tensor));
  }

  ByteStep of(String tensor) {
    String place = tensor;
    while (shared.containsKey(place)) {
      place = shared.getOrDefault(place, place);
    }
    return ByteStep.of(range(place));
  }
}
