package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.model.NestedGraphs;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives rules what they may know of the whole graph, and names that are still free. */
final class RuleSite {
  private final ProvenShapes shapes;
  private final Set<String> names;
  private final Set<String> read;
  private final Map<String, TensorProto> constants = new HashMap<>();

  RuleSite(OnnxMl.ModelProto model, ProvenShapes shapes) {
    this.shapes = shapes;
    this.names =
        NestedGraphs.names(model.getGraph()).collect(Collectors.toCollection(HashSet::new));
    this.read = NestedGraphs.read(model.getGraph()).collect(Collectors.toSet());
    collect(model.getGraph());
  }

  private void collect(OnnxMl.GraphProto graph) {
    graph.getInitializerList().forEach(weight -> constants.put(weight.getName(), weight));
    for (NodeProto node : graph.getNodeList()) {
      note(node);
      NestedGraphs.bodies(node).forEach(this::collect);
    }
  }

  /** A Constant that a rule made may be what the next rule asks for. */
  void note(NodeProto node) {
    if (node.getOpType().equals("Constant") && node.getOutputCount() == 1) {
      node.getAttributeList().stream()
          .filter(AttributeProto::hasT)
          .forEach(value -> constants.put(node.getOutput(0), value.getT()));
    }
  }

  String fresh(String wish) {
    String name = wish;
    for (int count = 2; !names.add(name); count++) {
      name = wish + "_" + count;
    }
    return name;
  }

  boolean isRead(String tensor) {
    return read.contains(tensor);
  }

  /** Absent where the numbers are not known before the model runs. */
  Optional<List<Long>> longs(NodeProto node, int input) {
    return constant(node, input)
        .filter(tensor -> tensor.getDataType() == TensorProto.DataType.INT64_VALUE)
        .map(tensor -> java.util.Arrays.stream(WeightNumbers.longs(tensor)).boxed().toList());
  }

  Optional<float[]> floats(NodeProto node, int input) {
    return constant(node, input).filter(WeightNumbers::isFloat).map(WeightNumbers::floats);
  }

  private Optional<TensorProto> constant(NodeProto node, int input) {
    return input < node.getInputCount()
        ? Optional.ofNullable(constants.get(node.getInput(input)))
            .filter(t -> t.getDataLocation() != TensorProto.DataLocation.EXTERNAL)
        : Optional.empty();
  }

  Optional<List<Long>> sides(String tensor) {
    return shapes.sides(tensor);
  }

  /** The number of ONNX's element type. */
  int type(NodeProto node, String tensor) throws LeftOutException {
    return shapes
        .type(tensor)
        .map(ProvenShapes::number)
        .orElseThrow(
            () ->
                new LeftOutException(
                    node.getOpType()
                        + " '"
                        + node.getOutput(0)
                        + "': the type of its input '"
                        + tensor
                        + "' is not known"));
  }
}
