package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.WeightNumbers;
import java.util.List;
import java.util.Optional;

/** A factor and an offset per channel go into the weights of the layer before. */
final class FoldBatchNormalization implements GraphPass {
  @Override
  public String name() {
    return "fold batch normalization";
  }

  @Override
  public OnnxMl.ModelProto apply(OnnxMl.ModelProto model, PassContext scene) {
    Graph graph = Graph.of(model);
    boolean changed = false;
    for (GraphNode node : graph.nodes()) {
      if (node.is("BatchNormalization") && isAtRest(node)) {
        changed |= fold(graph, node);
      }
    }
    return changed ? graph.model() : model;
  }

  private static boolean isAtRest(GraphNode node) {
    return node.integer("training_mode", 0) == 0
        && node.integer("spatial", 1) == 1
        && node.outputs().stream().skip(1).allMatch(String::isEmpty);
  }

  private static boolean fold(Graph graph, GraphNode node) {
    Optional<GraphNode> layer = node.input(0).flatMap(graph::producer);
    Optional<ChannelAffine> affine = ChannelAffine.of(graph, node);
    if (layer.isEmpty() || affine.isEmpty() || !isOnlyFor(graph, layer.get(), node)) {
      return false;
    }
    Optional<LayerWeights> weights = LayerWeights.of(graph, layer.get());
    if (weights.isEmpty() || weights.get().channels() != affine.get().channels()) {
      return false;
    }
    TensorProto weight =
        weights.get().scaled(graph.freshName(weights.get().name() + "_folded"), affine.get());
    String bias = graph.freshName(node.output() + "_bias");
    graph.put(weight);
    graph.put(
        WeightNumbers.tensor(
            bias, List.of((long) weights.get().channels()), affine.get().of(weights.get().bias())));
    OnnxMl.NodeProto.Builder folded = layer.get().proto().toBuilder();
    folded.clearInput().addInput(layer.get().inputs().get(0)).addInput(weight.getName());
    folded.addInput(bias).setOutput(0, node.output());
    graph.remove(node);
    graph.replace(layer.get(), folded.build());
    return true;
  }

  private static boolean isOnlyFor(Graph graph, GraphNode layer, GraphNode reader) {
    return layer.outputs().size() == 1
        && !graph.isOutput(layer.output())
        && graph.readers(layer.output()).equals(List.of(reader))
        && reader.inputs().stream().filter(layer.output()::equals).count() == 1;
  }
}
