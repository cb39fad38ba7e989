package dev.gantry.converter.normalise;

import static java.util.Map.entry;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the rules that write operators as they were before their form or meaning changed. */
final class LowerRules {
  private static final String AXES = "axes";
  private static final String NO_AXES_NO_WORK = "noop_with_empty_axes";

  private static final Set<String> PLAIN =
      Set.of("ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceProd");

  private static final Map<String, OperatorRule> RULES =
      Map.ofEntries(
          entry("BatchNormalization 14", LowerRules::inference),
          entry("Dropout 12", LowerRules::dropout),
          entry("GridSample 20", LowerRules::gridSample),
          entry("GroupNormalization 21", OperatorDecompositions::groupNormalization),
          entry("Gelu 20", OperatorDecompositions::gelu),
          entry("HardSwish 14", OperatorDecompositions::hardSwish),
          entry("LayerNormalization 17", OperatorDecompositions::layerNormalization),
          entry("Mish 18", OperatorDecompositions::mish),
          entry("Swish 24", OperatorDecompositions::swish),
          entry("Hardmax 13", SoftmaxRules::lower),
          entry("LogSoftmax 13", SoftmaxRules::lower),
          entry("Softmax 13", SoftmaxRules::lower),
          entry("RoiAlign 16", LowerRules::roiAlign),
          entry("Split 13", (node, site) -> inputToAttribute(node, site, "split")),
          entry("Split 18", LowerRules::split),
          entry("Squeeze 13", (node, site) -> inputToAttribute(node, site, AXES)),
          entry("Unsqueeze 13", (node, site) -> inputToAttribute(node, site, AXES)));

  private LowerRules() {}

  /** The opset is the one that is left for the one before. */
  static Optional<OperatorRule> find(String operator, long opset) {
    boolean reduces =
        (opset == 18 && operator.startsWith("Reduce"))
            || (opset == 13 && operator.equals("ReduceSum"));
    return reduces
        ? Optional.of(LowerRules::reduce)
        : Optional.ofNullable(RULES.get(operator + " " + opset));
  }

  private static List<NodeProto> inputToAttribute(NodeProto node, RuleSite site, String name)
      throws LeftOutException {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    if (node.getInputCount() < 2 || node.getInput(1).isEmpty()) {
      return rewrite.inputs(node.getInputList().subList(0, 1)).done();
    }
    List<Long> values =
        site.longs(node, 1)
            .orElseThrow(() -> rewrite.refusal("its " + name + " are not known before it runs"));
    return rewrite.with(name, values).inputs(List.of(node.getInput(0))).done();
  }

  private static List<NodeProto> reduce(NodeProto node, RuleSite site) throws LeftOutException {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    boolean idle = rewrite.attribute(NO_AXES_NO_WORK).filter(v -> v.getI() != 0).isPresent();
    boolean given = node.getInputCount() > 1 && !node.getInput(1).isEmpty();
    if (idle && (!given || site.longs(node, 1).filter(List::isEmpty).isPresent())) {
      if (!PLAIN.contains(node.getOpType())) {
        throw rewrite.refusal("over no sides it still squares or adds up, or not: runtimes differ");
      }
      return rewrite.end("Identity", List.of(node.getInput(0)));
    }
    NodeProto told = rewrite.without(NO_AXES_NO_WORK).done().get(0);
    return inputToAttribute(told, site, AXES);
  }

  private static List<NodeProto> inference(NodeProto node, RuleSite site) throws LeftOutException {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    if (rewrite.attribute("training_mode").filter(value -> value.getI() != 0).isPresent()) {
      throw rewrite.refusal("it is being trained (training_mode 1)");
    }
    return rewrite.without("training_mode").outputs(1).done();
  }

  private static List<NodeProto> dropout(NodeProto node, RuleSite site) throws LeftOutException {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    boolean mask = node.getOutputList().stream().skip(1).anyMatch(site::isRead);
    if (mask || (node.getInputCount() > 2 && !node.getInput(2).isEmpty())) {
      throw rewrite.refusal("it may be in training");
    }
    return rewrite.without("seed").inputs(List.of(node.getInput(0))).outputs(1).done();
  }

  private static List<NodeProto> gridSample(NodeProto node, RuleSite site) {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    String mode = rewrite.attribute("mode").map(value -> value.getS().toStringUtf8()).orElse("");
    return switch (mode) {
      case "cubic" -> rewrite.with("mode", "bicubic").done();
      case "linear" -> rewrite.with("mode", "bilinear").done();
      default -> rewrite.done();
    };
  }

  private static List<NodeProto> roiAlign(NodeProto node, RuleSite site) throws LeftOutException {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    String mode = "coordinate_transformation_mode";
    if (rewrite
        .attribute(mode)
        .filter(value -> value.getS().toStringUtf8().equals("output_half_pixel"))
        .isEmpty()) {
      throw rewrite.refusal("before set 16 it had no half_pixel");
    }
    return rewrite.without(mode).done();
  }

  private static List<NodeProto> split(NodeProto node, RuleSite site) throws LeftOutException {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    if (node.getInputCount() > 1 && !node.getInput(1).isEmpty()) {
      return rewrite.done();
    }
    List<Long> sides = site.sides(node.getInput(0)).orElse(List.of());
    long axis = rewrite.attribute("axis").map(AttributeProto::getI).orElse(0L);
    int counted = (int) (axis < 0 ? axis + sides.size() : axis);
    long side = counted >= 0 && counted < sides.size() ? sides.get(counted) : -1;
    if (side < 0) {
      throw rewrite.refusal("the side that it splits is not known");
    }
    int count = node.getOutputCount();
    long part = (side + count - 1) / count;
    List<Long> parts = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      parts.add(Math.max(0, Math.min(part, side - index * part)));
    }
    String input = rewrite.longs("split", parts);
    return rewrite.without("num_outputs").inputs(List.of(node.getInput(0), input)).done();
  }
}
