package dev.gantry.converter.model;

import ai.onnx.proto.OnnxMl;
import java.util.stream.Stream;

/** Walks through a graph with everything nested in it. */
public final class Graphs {
  private Graphs() {}

  /** Every node, those in the bodies of If, Loop and Scan too. */
  public static Stream<OnnxMl.NodeProto> nodes(OnnxMl.GraphProto graph) {
    return graph.getNodeList().stream()
        .flatMap(node -> Stream.concat(Stream.of(node), bodies(node).flatMap(Graphs::nodes)));
  }

  private static Stream<OnnxMl.GraphProto> bodies(OnnxMl.NodeProto node) {
    return node.getAttributeList().stream()
        .flatMap(
            attribute ->
                Stream.concat(
                    attribute.hasG() ? Stream.of(attribute.getG()) : Stream.empty(),
                    attribute.getGraphsList().stream()));
  }

  /** Every name that some node or body reads, or that the graph gives out. */
  public static Stream<String> read(OnnxMl.GraphProto graph) {
    Stream<String> inputs =
        graph.getNodeList().stream()
            .flatMap(
                node ->
                    Stream.concat(
                        node.getInputList().stream(), bodies(node).flatMap(Graphs::read)));
    return Stream.concat(
        inputs, graph.getOutputList().stream().map(OnnxMl.ValueInfoProto::getName));
  }
}
