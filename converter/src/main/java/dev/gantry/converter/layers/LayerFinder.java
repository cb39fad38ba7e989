package dev.gantry.converter.layers;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what can become int8 in a graph, and says of what could not why. */
public final class LayerFinder {
  private final Graph graph;
  private final ObservedTensor facts;
  private final Objection objection;
  private final List<WeightedLayer> found = new ArrayList<>();
  private final List<Left> left = new ArrayList<>();

  /** A node of an operator that int8 knows, which stays as it is. */
  public record Left(GraphNode node, String reason) {}

  /** Tells why a runtime has no use for a layer in int8; empty where it has. */
  public interface Objection {
    Optional<String> to(WeightedLayer layer);
  }

  private LayerFinder(Graph graph, ObservedTensor facts, Objection objection) {
    this.graph = graph;
    this.facts = facts;
    this.objection = objection;
  }

  /** In an order in which the nodes can run. */
  public static LayerFinder of(Graph graph, ObservedTensor facts, Objection objection) {
    LayerFinder layers = new LayerFinder(graph, facts, objection);
    graph.ordered().forEach(layers::look);
    return layers;
  }

  /** The one layer that a node is. */
  public static Optional<WeightedLayer> layer(Graph graph, ObservedTensor facts, GraphNode node) {
    LayerFinder layers = new LayerFinder(graph, facts, layer -> Optional.empty());
    layers.look(node);
    return layers.found.stream().findFirst();
  }

  public List<WeightedLayer> found() {
    return List.copyOf(found);
  }

  public List<Left> left() {
    return List.copyOf(left);
  }

  private void look(GraphNode node) {
    if (!WeightedLayer.isOperator(node)) {
      return;
    }
    Optional<TensorProto> weight = constant(node, 1);
    Optional<TensorSpec> input = node.input(0).flatMap(facts::of);
    if (node.input(1).flatMap(graph::weight).isEmpty()) {
      leave(node, "its weight is computed, not constant");
    } else if (weight.isEmpty() || input.isEmpty() || !facts.isFloat(input.get().name())) {
      leave(node, "its input and weight are not float32");
    } else if (input.get().shape().contains(0L)) {
      leave(node, "its input is empty");
    } else if (node.input(2).isPresent() && constant(node, 2).isEmpty()) {
      leave(node, "its bias is computed, not constant");
    } else if (!isConvolution(node) && !isPlainProduct(node, weight.get())) {
      leave(node, "it is no plain product of its input and a matrix");
    } else {
      look(new WeightedLayer(node, weight.get(), constant(node, 2)));
    }
  }

  private void look(WeightedLayer layer) {
    Optional<String> reason =
        objection.to(layer).or(() -> biasReason(layer)).or(() -> weightReason(layer.weight()));
    if (reason.isPresent()) {
      leave(layer.node(), reason.get());
    } else {
      found.add(layer);
    }
  }

  private static boolean isConvolution(GraphNode node) {
    return node.is("Conv") || node.is("ConvTranspose");
  }

  private static boolean isPlainProduct(GraphNode node, TensorProto weight) {
    return weight.getDimsCount() == 2
        && node.integer("transA", 0) == 0
        && node.number("alpha", 1) == 1
        && node.number("beta", 1) == 1;
  }

  private static Optional<String> biasReason(WeightedLayer layer) {
    if (layer.bias().isEmpty()) {
      return Optional.empty();
    }
    List<Long> sides = layer.bias().get().getDimsList();
    long all = sides.stream().reduce(1L, Math::multiplyExact);
    long last = sides.isEmpty() ? 1 : sides.get(sides.size() - 1);
    // As many numbers as channels may still be one a row, in a column.
    return all == last && (last == layer.outputChannels() || last == 1)
        ? Optional.empty()
        : Optional.of("its bias is not one number an output channel");
  }

  private static Optional<String> weightReason(TensorProto weight) {
    if (weight.getDimsList().contains(0L)) {
      return Optional.of("its weight is empty");
    }
    for (float value : WeightNumbers.floats(weight)) {
      if (!Float.isFinite(value)) {
        return Optional.of("its weight holds numbers that are not finite");
      }
    }
    return Optional.empty();
  }

  private Optional<TensorProto> constant(GraphNode node, int input) {
    return node.input(input).flatMap(graph::weight).filter(WeightNumbers::isFloat);
  }

  private void leave(GraphNode node, String reason) {
    left.add(new Left(node, reason));
  }
}
