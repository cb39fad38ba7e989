package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.gantry.converter.graph.WeightNumbers;
import java.util.List;

/** Upsample became Resize, and Resize was told in words what it had done all along. */
final class ResizeRules {
  private ResizeRules() {}

  static List<NodeProto> scales(NodeProto node, RuleSite site) throws LeftOutException {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    AttributeProto scales =
        rewrite.attribute("scales").orElseThrow(() -> rewrite.refusal("it has no scales"));
    float[] values = new float[scales.getFloatsCount()];
    for (int index = 0; index < values.length; index++) {
      values[index] = scales.getFloats(index);
    }
    String input =
        rewrite.constant("scales", WeightNumbers.tensor("", List.of((long) values.length), values));
    return rewrite.without("scales").inputs(List.of(node.getInput(0), input)).done();
  }

  /** Corners were laid on corners, and the nearest was the one before; after, where it shrinks. */
  static List<NodeProto> resize(NodeProto node, RuleSite site) throws LeftOutException {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    String mode =
        rewrite.attribute("mode").map(value -> value.getS().toStringUtf8()).orElse("nearest");
    rewrite.with("coordinate_transformation_mode", "asymmetric");
    if (mode.equals("nearest")) {
      rewrite.with("nearest_mode", grows(node, site, rewrite) ? "floor" : "ceil");
    }
    String roi = rewrite.constant("roi", WeightNumbers.tensor("", List.of(0L), new float[0]));
    return rewrite.inputs(List.of(node.getInput(0), roi, node.getInput(1))).done();
  }

  private static boolean grows(NodeProto node, RuleSite site, NodeRewrite rewrite)
      throws LeftOutException {
    float[] scales =
        site.floats(node, 1)
            .orElseThrow(() -> rewrite.refusal("its scales are not known before it runs"));
    boolean shrinks = false;
    boolean grows = false;
    for (float scale : scales) {
      shrinks |= scale < 1;
      grows |= scale > 1;
    }
    if (shrinks && grows) {
      throw rewrite.refusal("it grows one side and shrinks another");
    }
    return !shrinks;
  }
}
