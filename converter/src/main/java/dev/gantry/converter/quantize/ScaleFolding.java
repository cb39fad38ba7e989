package dev.gantry.converter.quantize;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.WeightNumbers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes factors of channels into the layer that made them, where all that lies between gives a
 * factor on unchanged; then no node is left for them.
 */
final class ScaleFolding {
  /** They give out f·x for f·x in, for any positive factor of a channel. */
  private static final Set<String> PASSING =
      Set.of(
          "Relu", "LeakyRelu", "PRelu", "MaxPool", "AveragePool", "GlobalAveragePool", "Identity");

  private final Graph graph;

  ScaleFolding(Graph graph) {
    this.graph = graph;
  }

  /** Whether factors of its channels would need no node, if these were its only readers. */
  boolean couldFold(String tensor, Set<GraphNode> readers) {
    return readers.containsAll(graph.readers(tensor))
        && !graph.isOutput(tensor)
        && maker(tensor).isPresent();
  }

  /** How many of the nodes that make these tensors are gone. */
  int fold(List<String> factors) {
    int before = graph.nodes().size();
    factors.forEach(tensor -> graph.producer(tensor).ifPresent(this::fold));
    graph.dropUnusedWeights();
    return before - graph.nodes().size();
  }

  private void fold(GraphNode factor) {
    String tensor = factor.inputs().get(0);
    // Factors along the last axis are one-sided; those of channels have a side for each axis.
    Optional<OnnxMl.TensorProto> factors =
        graph.weight(factor.inputs().get(1)).filter(weight -> weight.getDimsCount() > 1);
    Optional<GraphNode> maker =
        couldFold(tensor, Set.of(factor)) ? maker(tensor) : Optional.empty();
    if (factors.isEmpty() || maker.isEmpty()) {
      return;
    }
    float[] by = WeightNumbers.floats(factors.get());
    if (scale(maker.get(), by)) {
      graph.redirect(factor.output(), tensor, reader -> true);
      graph.remove(factor);
    }
  }

  /** The convolution that a tensor comes from by way of nodes that nobody else reads. */
  private Optional<GraphNode> maker(String tensor) {
    Optional<GraphNode> node = graph.producer(tensor);
    while (node.isPresent() && PASSING.stream().anyMatch(node.get()::is)) {
      String before = node.get().inputs().get(0);
      if (node.get().outputs().size() != 1
          || Collections.frequency(node.get().inputs(), before) != 1
          || graph.readers(before).size() != 1
          || graph.isOutput(before)) {
        return Optional.empty();
      }
      node = graph.producer(before);
    }
    return node.filter(made -> made.is("Conv"));
  }

  private boolean scale(GraphNode convolution, float[] by) {
    Deque<OnnxMl.TensorProto> changed = new ArrayDeque<>();
    Optional<String> bias = convolution.input(2);
    if (bias.isPresent() && !scaled(bias.get(), by, changed)) {
      return false;
    }
    String weight = convolution.inputs().get(1);
    Optional<GraphNode> back = graph.producer(weight).filter(node -> node.is("DequantizeLinear"));
    String scales = back.map(node -> node.inputs().get(1)).orElse(weight);
    if (!scaled(scales, by, changed)) {
      return false;
    }
    changed.forEach(graph::put);
    return true;
  }

  /** Only of weights that one node reads: another would be changed with it. */
  private boolean scaled(String name, float[] by, Deque<OnnxMl.TensorProto> changed) {
    Optional<OnnxMl.TensorProto> weight = graph.weight(name).filter(WeightNumbers::isFloat);
    if (weight.isEmpty()
        || graph.readers(name).size() != 1
        || graph.isOutput(name)
        || weight.get().getDimsCount() == 0
        || weight.get().getDims(0) != by.length) {
      return false;
    }
    float[] values = WeightNumbers.floats(weight.get());
    int each = values.length / by.length;
    for (int index = 0; index < values.length; index++) {
      boolean zero = values[index] == 0;
      values[index] *= by[index / each];
      boolean vanished = !zero && Math.abs(values[index]) < Float.MIN_NORMAL;
      if (vanished || !Float.isFinite(values[index])) {
        return false;
      }
    }
    List<Long> shape = new ArrayList<>(weight.get().getDimsList());
    changed.add(WeightNumbers.tensor(name, shape, values));
    return true;
  }
}
