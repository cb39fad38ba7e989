package dev.gantry.converter.half;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.NewNode;

/** Conversions between types. */
final class CastNodes {
  private CastNodes() {}

  /** Named apart from its output: another node may go by that. */
  static OnnxMl.NodeProto of(Graph graph, String from, String to, int type) {
    return NewNode.of("Cast", to, from).with("to", type).build().toBuilder()
        .setName(graph.freshName(to + "_cast"))
        .build();
  }
}
