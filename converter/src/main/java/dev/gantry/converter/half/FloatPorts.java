package dev.gantry.converter.half;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.model.NestedGraphs;
import dev.gantry.converter.observe.ObservedTensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Knows of each node of a graph what of it may become float16, and looks at each but once. */
final class FloatPorts {
  private static final Set<String> TYPED_BY =
      Set.of("to", "dtype", "output_dtype", "output_datatype");

  private final Graph graph;
  private final ObservedTensor facts;
  private final long opset;
  private final Map<GraphNode, HalfPorts> known = new HashMap<>();

  FloatPorts(Graph graph, ObservedTensor facts) {
    this.graph = graph;
    this.facts = facts;
    this.opset = graph.opset();
  }

  ObservedTensor facts() {
    return facts;
  }

  boolean isFloat(String tensor) {
    return graph.weight(tensor).map(WeightNumbers::isFloat).orElseGet(() -> facts.isFloat(tensor));
  }

  HalfPorts of(GraphNode node) {
    return known.computeIfAbsent(node, this::look);
  }

  private HalfPorts look(GraphNode node) {
    boolean floats = node.reads().stream().anyMatch(this::isFloat);
    if (!floats && node.outputs().stream().noneMatch(this::isFloat)) {
      return HalfPorts.none();
    }
    return obstacle(node).map(HalfPorts::blocked).orElseGet(() -> open(node));
  }

  private HalfPorts open(GraphNode node) {
    if (HalfOperators.indifferent(node.operator())) {
      return HalfPorts.none();
    }
    Set<Integer> inputs = new HashSet<>();
    for (int input = 0; input < node.inputs().size(); input++) {
      boolean only = HalfOperators.floatOnly(node.operator(), input, opset);
      if (!only && isFloat(node.inputs().get(input))) {
        inputs.add(input);
      }
    }
    Set<Integer> outputs = new HashSet<>();
    // What is made of no float16 has the type that the node itself says.
    for (int output = 0; !inputs.isEmpty() && output < node.outputs().size(); output++) {
      boolean only = HalfOperators.floatOnlyOutput(node.operator(), output) || saysFloat(node);
      if (!only && isFloat(node.outputs().get(output))) {
        outputs.add(output);
      }
    }
    return new HalfPorts(inputs, outputs, Optional.empty());
  }

  private Optional<String> obstacle(GraphNode node) {
    if (!NestedGraphs.isStandard(node.proto().getDomain())) {
      return Optional.of("operators of " + node.proto().getDomain() + " stay as they are");
    }
    if (node.proto().getAttributeList().stream().anyMatch(FloatPorts::isBody)) {
      return Optional.of("the graphs inside it stay as they are");
    }
    if (HalfOperators.never(node.operator())) {
      return Optional.of("the operator does not take float16");
    }
    if (HalfOperators.first(node.operator()) > opset) {
      return Optional.of(
          "the operator takes float16 from opset "
              + HalfOperators.first(node.operator())
              + " on; the model has opset "
              + opset);
    }
    return unknown(node.inputs())
        .or(() -> unknown(node.outputs()))
        .map(tensor -> "its '" + tensor + "' is no plain tensor");
  }

  private Optional<String> unknown(List<String> tensors) {
    return tensors.stream()
        .filter(tensor -> !tensor.isEmpty())
        .filter(tensor -> graph.weight(tensor).isEmpty() && facts.of(tensor).isEmpty())
        .findFirst();
  }

  private static boolean isBody(OnnxMl.AttributeProto attribute) {
    return attribute.hasG() || attribute.getGraphsCount() > 0;
  }

  private static boolean saysFloat(GraphNode node) {
    return node.proto().getAttributeList().stream()
        .anyMatch(
            attribute ->
                TYPED_BY.contains(attribute.getName())
                    && attribute.getI() == OnnxMl.TensorProto.DataType.FLOAT_VALUE);
  }
}
