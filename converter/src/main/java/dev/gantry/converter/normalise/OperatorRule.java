package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;

/** Rewrites one operator for the next operator set, or for the one before. */
interface OperatorRule {
  /** The last node gives the outputs of the old one. */
  List<NodeProto> rewrite(NodeProto node, RuleSite site) throws LeftOutException;
}
