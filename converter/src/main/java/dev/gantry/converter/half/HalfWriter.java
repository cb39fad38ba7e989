package dev.gantry.converter.half;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import java.util.Set;

/** Rewrites the nodes of a graph one by one, each to read and write the versions it is meant to. */
record HalfWriter(HalfLayout layout, TensorVersions versions) {
  /** Their results are numbers that they were given, or exact in float16 as those were. */
  private static final Set<String> EXACT =
      Set.of(
          "Abs",
          "Ceil",
          "Compress",
          "Concat",
          "DepthToSpace",
          "Expand",
          "Flatten",
          "Floor",
          "Gather",
          "GatherElements",
          "GatherND",
          "GlobalMaxPool",
          "Identity",
          "Max",
          "MaxPool",
          "Min",
          "Neg",
          "Pad",
          "ReduceMax",
          "ReduceMin",
          "Relu",
          "Reshape",
          "ReverseSequence",
          "Round",
          "Sign",
          "Slice",
          "SpaceToDepth",
          "Split",
          "Squeeze",
          "Tile",
          "TopK",
          "Transpose",
          "Unsqueeze",
          "Where");

  void write() {
    for (GraphNode node : layout.graph().nodes()) {
      OnnxMl.NodeProto changed = changed(node);
      if (!changed.equals(node.proto())) {
        layout.graph().replace(node, changed);
      }
    }
    Graph graph = layout.graph();
    Set<String> ends = HalfLayout.names(graph.inputs());
    ends.addAll(HalfLayout.names(graph.outputs()));
    ends.addAll(layout.fixed());
    ends.stream().filter(layout.ports()::isFloat).sorted().forEach(versions::end);
    OnnxMl.GraphProto.Builder shell = graph.shell().getGraphBuilder();
    // Types that were written down for tensors inside are no longer true.
    shell.clearValueInfo();
    shell.getInputBuilderList().forEach(this::declare);
    shell.getOutputBuilderList().forEach(this::declare);
    graph.dropUnusedWeights();
  }

  private OnnxMl.NodeProto changed(GraphNode node) {
    HalfPorts open = layout.halves().getOrDefault(node, HalfPorts.none());
    OnnxMl.NodeProto.Builder proto = node.proto().toBuilder();
    for (int input = 0; input < node.inputs().size(); input++) {
      String tensor = node.inputs().get(input);
      if (layout.ports().isFloat(tensor)) {
        proto.setInput(input, read(node, tensor, open.inputs().contains(input)));
      }
    }
    boolean exact = EXACT.contains(node.operator());
    for (int output = 0; output < node.outputs().size(); output++) {
      String tensor = node.outputs().get(output);
      if (layout.ports().isFloat(tensor)) {
        proto.setOutput(output, versions.made(tensor, open.outputs().contains(output), exact));
      }
    }
    OnnxMl.NodeProto changed = proto.build();
    // A node without a name goes by its output's, which may just have changed.
    return changed.equals(node.proto()) ? changed : proto.setName(node.name()).build();
  }

  private String read(GraphNode node, String tensor, boolean half) {
    if (half) {
      return versions.half(tensor);
    }
    return HalfOperators.indifferent(node.operator())
        ? versions.either(tensor)
        : versions.full(tensor);
  }

  private void declare(OnnxMl.ValueInfoProto.Builder end) {
    if (layout.ends().contains(end.getName())) {
      end.getTypeBuilder().getTensorTypeBuilder().setElemType(DataType.FLOAT16_VALUE);
    }
  }
}
