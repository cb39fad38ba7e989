package dev.gantry.converter.account;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The floating type of each tensor, followed through a graph from its inputs and weights: enough to
 * tell what computes in which, where nothing can be run.
 */
final class FloatTypes {
  private static final Set<String> SAY = Set.of("to", "dtype", "output_dtype");
  private static final Set<String> NO_FLOATS =
      Set.of("QuantizeLinear", "Shape", "Size", "ArgMax", "ArgMin", "NonZero");

  private final Map<String, ComputedIn> types = new HashMap<>();

  /** The graph's nodes have to stand in an order in which they can run. */
  FloatTypes(Graph graph) {
    for (OnnxMl.ValueInfoProto input : graph.inputs()) {
      put(input.getName(), input.getType().getTensorType().getElemType());
    }
    graph.weights().forEach(weight -> put(weight.getName(), weight.getDataType()));
    graph.nodes().forEach(this::follow);
  }

  /** Empty for what holds no floating numbers, and for what cannot be told. */
  Optional<ComputedIn> of(String tensor) {
    return Optional.ofNullable(types.get(tensor));
  }

  private void follow(GraphNode node) {
    Optional<OnnxMl.AttributeProto> said =
        SAY.stream().flatMap(name -> node.attribute(name).stream()).findFirst();
    if (said.isPresent()) {
      node.outputs().forEach(output -> put(output, Math.toIntExact(said.get().getI())));
      return;
    }
    if (node.is("Constant") || node.is("ConstantOfShape")) {
      int written = OnnxMl.TensorProto.DataType.FLOAT_VALUE;
      int type = node.attribute("value").map(value -> value.getT().getDataType()).orElse(written);
      node.outputs().forEach(output -> put(output, type));
      return;
    }
    if (NO_FLOATS.contains(node.operator()) || makesBytes(node)) {
      return;
    }
    if (node.is("DynamicQuantizeLinear") && node.outputs().size() > 1) {
      types.put(node.outputs().get(1), ComputedIn.FP32);
      return;
    }
    node.reads().stream()
        .flatMap(read -> of(read).stream())
        .findFirst()
        .ifPresent(type -> node.outputs().forEach(output -> types.put(output, type)));
  }

  /** Though the steps of what it reads and makes are floats; QGemm may leave out the latter. */
  private static boolean makesBytes(GraphNode node) {
    return node.operator().startsWith("QLinear")
        || (node.operator().equals("QGemm") && node.input(7).isPresent());
  }

  private void put(String tensor, int dataType) {
    ComputedIn.ofFloat(dataType).ifPresent(type -> types.put(tensor, type));
  }
}
