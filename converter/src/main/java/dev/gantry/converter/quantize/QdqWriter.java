package dev.gantry.converter.quantize;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.NewNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.layers.ChannelRanges;
import dev.gantry.converter.layers.InputScale;
import dev.gantry.converter.layers.MatrixLayer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes layers in int8 into a graph: QuantizeLinear and DequantizeLinear before each. */
final class QdqWriter {
  private final Graph graph;
  private final Map<ChannelRanges.Place, String> inputs = new HashMap<>();
  private final List<String> factors = new ArrayList<>();

  QdqWriter(Graph graph) {
    this.graph = graph;
  }

  /** The tensors in which channels are divided by their factors and nothing more. */
  List<String> factors() {
    return List.copyOf(factors);
  }

  /** Layers that read the same tensor must have the same scale for it: it is written once. */
  void write(QuantizedLayer quantized, int inputRank) {
    MatrixLayer layer = quantized.layer();
    MatrixLayer.Form form = layer.form();
    GraphNode node = layer.node();
    String input =
        inputs.computeIfAbsent(
            new ChannelRanges.Place(layer.input(), form.channelAxis()),
            place -> input(place, quantized.input(), inputRank));
    OnnxMl.NodeProto.Builder changed = node.proto().toBuilder();
    changed.setInput(0, input).setInput(1, weight(quantized));
    if (node.is("MatMul")) {
      matrixProduct(quantized, changed);
      return;
    }
    String bias = graph.freshName(node.output() + "_bias");
    graph.put(
        WeightNumbers.tensor(bias, List.of((long) quantized.bias().length), quantized.bias()));
    if (changed.getInputCount() > 2) {
      changed.setInput(2, bias);
    } else {
      changed.addInput(bias);
    }
    graph.replace(node, changed.build());
  }

  void write(QuantizedSkip skip) {
    String input = pair(skip.tensor(), skip.tensor(), skip.step());
    OnnxMl.NodeProto.Builder changed = skip.add().proto().toBuilder();
    graph.replace(skip.add(), changed.setInput(skip.input(), input).build());
  }

  /** It has no bias of its own. */
  private void matrixProduct(QuantizedLayer quantized, OnnxMl.NodeProto.Builder changed) {
    GraphNode node = quantized.layer().node();
    String product = graph.freshName(node.output() + "_product");
    String bias = graph.freshName(node.output() + "_bias");
    graph.put(
        WeightNumbers.tensor(bias, List.of((long) quantized.bias().length), quantized.bias()));
    // A node without a name goes by its output, which is another one now.
    graph.replace(node, changed.setName(node.name()).setOutput(0, product).build());
    // The product may be called what its output is called, and no two nodes may share a name.
    String name = graph.freshName(node.output() + "_plus");
    graph.add(
        NewNode.of("Add", node.output(), product, bias).build().toBuilder().setName(name).build());
  }

  private String input(ChannelRanges.Place place, InputScale scale, int rank) {
    String tensor = place.tensor();
    List<Long> shape = new ArrayList<>(Collections.nCopies(place.axis() < 0 ? 1 : rank, 1L));
    shape.set(place.axis() < 0 ? 0 : place.axis(), (long) scale.channels());
    String moved = tensor;
    if (scale.hasOffsets()) {
      moved = channels("Sub", tensor, moved, "offset", shape, scale.offsets());
    }
    if (scale.hasFactors()) {
      float[] inverse = scale.factors();
      for (int channel = 0; channel < inverse.length; channel++) {
        inverse[channel] = 1 / inverse[channel];
      }
      moved = channels("Mul", tensor, moved, "factor", shape, inverse);
      if (!scale.hasOffsets()) {
        factors.add(moved);
      }
    }
    return pair(tensor, moved, scale.step());
  }

  /** Down to int8 and back. */
  private String pair(String tensor, String moved, float by) {
    String step = graph.freshName(tensor + "_scale");
    String zero = graph.freshName(tensor + "_zero_point");
    graph.put(WeightNumbers.tensor(step, List.of(), by));
    graph.put(WeightNumbers.tensor(zero, List.of(), (byte) 0));
    String whole = graph.freshName(tensor + "_int8");
    String back = graph.freshName(tensor + "_back");
    graph.add(NewNode.of("QuantizeLinear", whole, moved, step, zero).build());
    graph.add(NewNode.of("DequantizeLinear", back, whole, step, zero).build());
    return back;
  }

  private String channels(
      String operator, String tensor, String from, String what, List<Long> shape, float[] by) {
    String constant = graph.freshName(tensor + "_" + what);
    String output = graph.freshName(tensor + "_by_" + what);
    graph.put(WeightNumbers.tensor(constant, shape, by));
    graph.add(NewNode.of(operator, output, from, constant).build());
    return output;
  }

  private String weight(QuantizedLayer quantized) {
    MatrixLayer layer = quantized.layer();
    String name = layer.node().inputs().get(1);
    String whole = graph.freshName(name + "_int8");
    String step = graph.freshName(name + "_scale");
    String zero = graph.freshName(name + "_zero_point");
    String back = graph.freshName(name + "_back");
    long scales = quantized.steps().length;
    graph.put(WeightNumbers.tensor(whole, layer.weightShape(), quantized.fileWeight()));
    graph.put(WeightNumbers.tensor(step, List.of(scales), quantized.steps()));
    graph.put(WeightNumbers.tensor(zero, List.of(scales), new byte[(int) scales]));
    graph.add(
        NewNode.of("DequantizeLinear", back, whole, step, zero)
            .with("axis", layer.form().weightAxis())
            .build());
    return back;
  }
}
