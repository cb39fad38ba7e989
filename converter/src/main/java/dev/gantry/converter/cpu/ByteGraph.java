package dev.gantry.converter.cpu;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.layers.WeightedLayer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Writes the graph of a placement: a QuantizeLinear and DequantizeLinear pair for each of its
 * tensors, whole numbers as weights and biases.
 */
final class ByteGraph {
  /** Whole numbers of a bias stay below it, so that no sum leaves 32 bits. */
  private static final double LARGEST_BIAS = 1 << 30;

  private final Graph graph;
  private final BytePlacement placement;
  private final TensorSteps steps;
  private final Set<String> ours = new HashSet<>();

  ByteGraph(OnnxMl.ModelProto model, BytePlacement placement, TensorSteps steps) {
    this.graph = Graph.of(model);
    this.placement = placement;
    this.steps = steps;
    ours.addAll(placement.outputs());
  }

  /** Weights that leave a bias within its range. */
  static ByteWeight weight(ActivatedLayer layer, ByteStep input, int levels) {
    WeightedLayer weighted = layer.layer();
    float[] floors = new float[weighted.scales()];
    float[] bias = weighted.biases();
    for (int channel = 0; channel < floors.length; channel++) {
      floors[channel] = (float) (Math.abs(bias[channel]) / input.size() / LARGEST_BIAS);
    }
    return ByteWeight.of(
        WeightNumbers.floats(weighted.weight()), floors.length, weighted.stride(), levels, floors);
  }

  OnnxMl.ModelProto write(Map<GraphNode, ByteWeight> weights, Map<GraphNode, float[]> shifts) {
    for (ActivatedLayer layer : placement.layers().values()) {
      ByteWeight weight = weights.get(layer.node());
      float[] shift = shifts.get(layer.node());
      if (weight == null || shift == null) {
        throw new IllegalStateException("nothing is known of " + layer.node());
      }
      write(layer, weight, shift);
    }
    for (String tensor : placement.tensors()) {
      cut(tensor);
    }
    graph.dropUnusedWeights();
    return graph.model();
  }

  private void write(ActivatedLayer layer, ByteWeight weight, float[] shift) {
    GraphNode node = graph.producer(layer.node().output()).orElseThrow();
    OnnxMl.NodeProto.Builder proto = node.proto().toBuilder();
    OnnxMl.TensorProto whole = layer.layer().weight();
    proto.setInput(
        1,
        QuantizePair.ofWeight(
            graph, whole.getName(), whole.getDimsList(), layer.layer().scaleAxis(), weight));
    // A product of matrices has no place for a bias, and few channels to be off.
    if (!layer.node().is("MatMul")) {
      String bias = bias(layer, weight, shift);
      if (proto.getInputCount() > 2) {
        proto.setInput(2, bias);
      } else {
        proto.addInput(bias);
      }
    }
    graph.replace(node, proto.build());
  }

  private String bias(ActivatedLayer layer, ByteWeight weight, float[] shift) {
    float[] bias = layer.layer().biases();
    float[] sizes = new float[bias.length];
    int[] values = new int[bias.length];
    float input = steps.of(layer.input()).size();
    for (int channel = 0; channel < bias.length; channel++) {
      sizes[channel] = input * weight.steps()[channel];
      double whole = (bias[channel] + (double) shift[channel]) / sizes[channel];
      values[channel] =
          (int) Math.rint(Math.max(-2 * LARGEST_BIAS, Math.min(whole, 2 * LARGEST_BIAS - 1)));
    }
    return QuantizePair.ofBias(graph, layer.node().output() + "_bias", values, sizes);
  }

  /** What a node in eight bits makes is seen by all as it is after the cut. */
  private void cut(String tensor) {
    if (ours.contains(tensor)) {
      GraphNode producer = graph.producer(tensor).orElseThrow();
      String raw = graph.freshName(tensor + "_raw");
      OnnxMl.NodeProto.Builder proto = producer.proto().toBuilder();
      proto.setOutput(producer.outputs().indexOf(tensor), raw);
      graph.replace(producer, proto.build());
      ours.remove(tensor);
      ours.add(raw);
      QuantizePair.between(graph, raw, tensor, steps.of(tensor));
    } else {
      String after = QuantizePair.ofTensor(graph, tensor, steps.of(tensor));
      graph.redirect(tensor, after, reader -> reader.outputs().stream().anyMatch(ours::contains));
    }
  }
}
