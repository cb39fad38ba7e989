package dev.gantry.converter.quantize;

import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.layers.MatrixLayer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Estimates what a pointwise node before the quantization of a tensor costs on a board. After
 * another pointwise node it is one more term of the same kernel. After a convolution it is a kernel
 * of its own, and so must gain more.
 */
final class ExtraNode {
  private static final double KERNEL_OF_ITS_OWN = 0.8;
  private static final Set<String> FUSED_WITH_A_CONVOLUTION =
      Set.of("Conv", "ConvTranspose", "Relu", "Clip", "MaxPool", "Concat");

  private final Graph graph;
  private final String tensor;

  ExtraNode(Graph graph, String tensor) {
    this.graph = graph;
    this.tensor = tensor;
  }

  /** True where factors go into what made the tensor, because nobody but these layers reads it. */
  boolean canBeSpared(List<MatrixLayer> readers) {
    Set<GraphNode> nodes = readers.stream().map(MatrixLayer::node).collect(Collectors.toSet());
    boolean channels = readers.stream().allMatch(layer -> layer.form().channelAxis() == 1);
    return channels && new ScaleFolding(graph).couldFold(tensor, nodes);
  }

  /** The share of the error that may be left for the node to pay. */
  double worth() {
    Optional<GraphNode> maker = graph.producer(tensor);
    boolean alone = maker.isEmpty() || FUSED_WITH_A_CONVOLUTION.stream().anyMatch(maker.get()::is);
    return alone ? KERNEL_OF_ITS_OWN : 1;
  }
}
