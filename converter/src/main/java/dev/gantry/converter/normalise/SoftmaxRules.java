package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Until set 12 Softmax and its kin flattened what they were given to two dimensions at their axis;
 * since then they work along that axis alone.
 */
final class SoftmaxRules {
  private static final String AXIS = "axis";

  private SoftmaxRules() {}

  static List<NodeProto> raise(NodeProto node, RuleSite site) {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    long axis = rewrite.attribute(AXIS).map(AttributeProto::getI).orElse(1L);
    String input = node.getInput(0);
    Optional<List<Long>> sides = site.sides(input);
    if (axis == -1 || sides.filter(known -> isLast(axis, known)).isPresent()) {
      return rewrite.with(AXIS, -1).done();
    }
    if (sides.filter(known -> isAlone(axis, known)).isPresent()) {
      return rewrite.with(AXIS, axis).done();
    }
    String shape = rewrite.make("Shape", "shape", List.of(input));
    String flat = rewrite.make("Flatten", "flat", List.of(input), NodeRewrite.integer(AXIS, axis));
    List<AttributeProto> last = List.of(NodeRewrite.integer(AXIS, -1));
    String done =
        rewrite.make(
            node.getOpType(), "flat_out", List.of(flat), last.toArray(new AttributeProto[0]));
    return rewrite.end("Reshape", List.of(done, shape));
  }

  private static boolean isLast(long axis, List<Long> sides) {
    return axis == sides.size() - 1L;
  }

  /** Flattening puts nothing beside it where all later sides are 1. */
  private static boolean isAlone(long axis, List<Long> sides) {
    long counted = axis < 0 ? axis + sides.size() : axis;
    return counted >= 0 && sides.stream().skip(counted + 1).allMatch(side -> side == 1);
  }

  static List<NodeProto> lower(NodeProto node, RuleSite site) throws LeftOutException {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    long axis = rewrite.attribute(AXIS).map(AttributeProto::getI).orElse(-1L);
    String input = node.getInput(0);
    int rank =
        site.sides(input)
            .orElseThrow(() -> rewrite.refusal("the rank of '" + input + "' is not known"))
            .size();
    int counted = (int) (axis < 0 ? axis + rank : axis);
    if (counted == rank - 1) {
      return rewrite.with(AXIS, counted).done();
    }
    List<Long> order = new ArrayList<>();
    for (long side = 0; side < rank; side++) {
      order.add(side == counted ? rank - 1L : side == rank - 1L ? counted : side);
    }
    AttributeProto swap = NodeRewrite.integers("perm", order);
    String turned = rewrite.make("Transpose", "turned", List.of(input), swap);
    String done =
        rewrite.make(
            node.getOpType(), "turned_out", List.of(turned), NodeRewrite.integer(AXIS, rank - 1L));
    return rewrite.end("Transpose", List.of(done), swap);
  }
}
