package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;

/** How one operator is written in the next operator set, or in the one before. */
interface Rule {
  /** The last node gives the outputs of the old one. */
  List<NodeProto> rewrite(NodeProto node, RuleSite site) throws LeftOutException;
}
