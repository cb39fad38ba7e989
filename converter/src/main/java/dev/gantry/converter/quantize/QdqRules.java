package dev.gantry.converter.quantize;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.layers.WeightedLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks every QuantizeLinear and DequantizeLinear of a whole graph against what TensorRT asks of
 * them.
 */
public final class QdqRules {
  private final Graph graph;
  private final List<String> problems = new ArrayList<>();

  public QdqRules(Graph graph) {
    this.graph = graph;
  }

  /** In words, one for each rule that is broken; empty for a graph that holds to all. */
  public List<String> problems() {
    for (GraphNode node : graph.nodes()) {
      if (node.is("QuantizeLinear")) {
        quantize(node);
      } else if (node.is("DequantizeLinear")) {
        dequantize(node);
      }
    }
    return List.copyOf(problems);
  }

  private void quantize(GraphNode node) {
    scale(node, 1);
    if (graph.isOutput(node.output())) {
      tell(node, "gives int8 out of the graph");
    }
    for (GraphNode reader : graph.readers(node.output())) {
      boolean pair =
          reader.is("DequantizeLinear")
              && reader.input(1).equals(node.input(1))
              && reader.input(2).equals(node.input(2));
      if (!pair) {
        tell(node, "is read by " + reader + ", which does not undo it");
      }
    }
  }

  private void dequantize(GraphNode node) {
    Optional<TensorProto> weight = graph.weight(node.inputs().get(0));
    int input = weight.isPresent() ? 1 : 0;
    for (GraphNode reader : graph.readers(node.output())) {
      boolean isLayer = WeightedLayer.isOperator(reader);
      boolean once =
          reader.inputs().indexOf(node.output()) == input
              && reader.inputs().lastIndexOf(node.output()) == input;
      boolean around = weight.isEmpty() && isAroundALayer(node, reader);
      boolean asked = isLayer ? once : around;
      if (!asked) {
        tell(node, "feeds " + reader + " elsewhere than it may");
      } else if (weight.isPresent()) {
        weight(node, weight.get(), reader);
      } else if (isLayer && !isRestored(reader, 1)) {
        tell(node, "feeds " + reader + ", whose weight is not int8");
      }
    }
    if (graph.isOutput(node.output())) {
      tell(node, "gives out a rounded number of the graph");
    }
    if (weight.isEmpty()
        && graph
            .producer(node.inputs().get(0))
            .filter(made -> made.is("QuantizeLinear"))
            .isEmpty()) {
      tell(node, "undoes what nothing did");
    }
  }

  /** One input of an Add may be rounded, if a layer makes the other for it alone. */
  private boolean isAroundALayer(GraphNode node, GraphNode reader) {
    int input = reader.inputs().indexOf(node.output());
    return reader.is("Add")
        && input == reader.inputs().lastIndexOf(node.output())
        && graph
            .producer(reader.inputs().get(1 - input))
            .filter(WeightedLayer::isOperator)
            .isPresent();
  }

  private boolean isRestored(GraphNode layer, int input) {
    return layer
        .input(input)
        .flatMap(graph::producer)
        .filter(made -> made.is("DequantizeLinear"))
        .isPresent();
  }

  private void weight(GraphNode node, TensorProto weight, GraphNode layer) {
    if (weight.getDataType() != TensorProto.DataType.INT8_VALUE) {
      tell(node, "holds numbers other than int8");
    }
    if (!isRestored(layer, 0)) {
      tell(node, "belongs to " + layer + ", whose input is not int8");
    }
    for (byte step : weight.getRawData().toByteArray()) {
      if (step == Byte.MIN_VALUE) {
        tell(node, "holds -128, which weights must not");
        break;
      }
    }
    int axis = WeightedLayer.scaleAxis(layer);
    if (axis >= weight.getDimsCount()) {
      tell(node, "has too few sides for " + layer);
      return;
    }
    scale(node, weight.getDims(axis));
    if (node.integer("axis", 1) != axis) {
      tell(node, "has its scales along another axis than " + layer + " needs");
    }
    boolean plainBias =
        layer.input(2).isEmpty()
            || layer.input(2).flatMap(graph::weight).filter(WeightNumbers::isFloat).isPresent();
    if (!plainBias) {
      tell(node, "belongs to " + layer + ", whose bias is not float");
    }
  }

  private void scale(GraphNode node, long count) {
    Optional<TensorProto> scale =
        node.input(1).flatMap(graph::weight).filter(WeightNumbers::isFloat);
    Optional<TensorProto> zero = node.input(2).flatMap(graph::weight);
    if (scale.isEmpty() || zero.isEmpty()) {
      tell(node, "has no constant scale and zero point");
      return;
    }
    float[] values = WeightNumbers.floats(scale.get());
    if (values.length != count) {
      tell(node, "has " + values.length + " scales where " + count + " belong");
    }
    for (float value : values) {
      if (!(value > 0) || !Float.isFinite(value)) {
        tell(node, "has a scale of " + value);
      }
    }
    boolean symmetric = zero.get().getDataType() == TensorProto.DataType.INT8_VALUE;
    for (byte point : zero.get().getRawData().toByteArray()) {
      symmetric &= point == 0;
    }
    if (!symmetric) {
      tell(node, "has a zero point other than int8 0");
    }
  }

  private void tell(GraphNode node, String what) {
    problems.add(node + " " + what);
  }
}
