package dev.gantry.converter.compare;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.NewNode;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A variant in which the quantization of each activation can be switched on and off from outside:
 * one graph in the runtime serves to look at all its layers.
 */
final class SwitchedGraph {
  private final OnnxMl.ModelProto model;
  private final List<Switch> switches;

  private SwitchedGraph(OnnxMl.ModelProto model, List<Switch> switches) {
    this.model = model;
    this.switches = List.copyOf(switches);
  }

  /** An input that turns one quantization on, and what it is the quantization of. */
  record Switch(String input, String tensor, List<String> readers) {}

  static SwitchedGraph of(OnnxMl.ModelProto variant) {
    Graph graph = Graph.of(variant);
    List<Switch> switches = new ArrayList<>();
    for (GraphNode restored : graph.nodes()) {
      if (restored.is("DequantizeLinear") && !graph.isOutput(restored.output())) {
        activation(graph, restored)
            .ifPresent(tensor -> switches.add(insert(graph, restored, tensor)));
      }
    }
    return new SwitchedGraph(graph.model(), switches);
  }

  /** What was quantized, where that is a tensor that changes from sample to sample. */
  private static Optional<String> activation(Graph graph, GraphNode restored) {
    return restored
        .input(0)
        .flatMap(graph::producer)
        .filter(node -> node.is("QuantizeLinear"))
        .flatMap(node -> node.input(0))
        .filter(tensor -> graph.weight(tensor).isEmpty());
  }

  private static Switch insert(Graph graph, GraphNode restored, String tensor) {
    String input = graph.freshName(tensor + "_quantized_or_not");
    List<String> readers = graph.readers(restored.output()).stream().map(GraphNode::name).toList();
    OnnxMl.ValueInfoProto.Builder value = graph.shell().getGraphBuilder().addInputBuilder();
    value.setName(input);
    value
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .setElemType(OnnxMl.TensorProto.DataType.BOOL_VALUE)
        .getShapeBuilder();
    String chosen = graph.freshName(tensor + "_chosen");
    graph.redirect(restored.output(), chosen, reader -> true);
    graph.add(NewNode.of("Where", chosen, input, restored.output(), tensor).build());
    return new Switch(input, tensor, readers);
  }

  OnnxMl.ModelProto model() {
    return model;
  }

  List<Switch> switches() {
    return switches;
  }

  /** A sample with these switches on, and all others off. */
  List<Tensor> sample(List<Tensor> inputs, List<Switch> on) {
    List<Tensor> sample = new ArrayList<>(inputs);
    for (Switch one : switches) {
      byte state = (byte) (on.contains(one) ? 1 : 0);
      sample.add(
          new Tensor(
              new TensorSpec(one.input(), ElementType.BOOL, List.of()),
              ByteBuffer.wrap(new byte[] {state})));
    }
    return sample;
  }
}
