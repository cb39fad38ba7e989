package dev.gantry.converter.model;

import ai.onnx.proto.OnnxMl;
import java.util.List;
import java.util.stream.Stream;

/** Walks through a graph with everything nested in it. */
public final class NestedGraphs {
  private NestedGraphs() {}

  /** Every node, those in the bodies of If, Loop and Scan too. */
  public static Stream<OnnxMl.NodeProto> nodes(OnnxMl.GraphProto graph) {
    return nodes(graph.getNodeList());
  }

  /** These nodes and every one in their bodies. */
  public static Stream<OnnxMl.NodeProto> nodes(List<OnnxMl.NodeProto> nodes) {
    return nodes.stream()
        .flatMap(node -> Stream.concat(Stream.of(node), bodies(node).flatMap(NestedGraphs::nodes)));
  }

  /** The bodies that a node holds itself. */
  public static Stream<OnnxMl.GraphProto> bodies(OnnxMl.NodeProto node) {
    return node.getAttributeList().stream()
        .flatMap(
            attribute ->
                Stream.concat(
                    attribute.hasG() ? Stream.of(attribute.getG()) : Stream.empty(),
                    attribute.getGraphsList().stream()));
  }

  /** Every name that some node or body reads, or that the graph gives out. */
  public static Stream<String> read(OnnxMl.GraphProto graph) {
    return Stream.concat(
        graph.getNodeList().stream().flatMap(NestedGraphs::read),
        graph.getOutputList().stream().map(OnnxMl.ValueInfoProto::getName));
  }

  /** Every name that a node or one of its bodies reads; names made inside a body among them. */
  public static Stream<String> read(OnnxMl.NodeProto node) {
    return Stream.concat(node.getInputList().stream(), bodies(node).flatMap(NestedGraphs::read))
        .filter(name -> !name.isEmpty());
  }

  /** Every name that a tensor has, in bodies too. */
  public static Stream<String> names(OnnxMl.GraphProto graph) {
    return Stream.of(
            graph.getInputList().stream().map(OnnxMl.ValueInfoProto::getName),
            graph.getInitializerList().stream().map(OnnxMl.TensorProto::getName),
            graph.getNodeList().stream().flatMap(node -> node.getOutputList().stream()),
            graph.getNodeList().stream().flatMap(NestedGraphs::bodies).flatMap(NestedGraphs::names))
        .flatMap(names -> names);
  }

  /** The domain of ONNX's own operators has two spellings. */
  public static boolean isStandard(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }
}
