package dev.gantry.converter.normalise;

import static java.util.Map.entry;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the rules that rewrite operators whose form or meaning changed from one operator set to the
 * next.
 */
final class RaiseRules {
  private static final String AXES = "axes";

  private static final Map<String, OperatorRule> RULES =
      Map.ofEntries(
          entry("BatchNormalization 9", RaiseRules::spatial),
          entry("BatchNormalization 14", RaiseRules::inference),
          entry("Clip 11", RaiseRules::clip),
          entry("Dropout 10", RaiseRules::dropout),
          entry("Dropout 12", RaiseRules::dropout),
          entry("GridSample 20", RaiseRules::gridSample),
          entry("Hardmax 13", SoftmaxRules::raise),
          entry("LogSoftmax 13", SoftmaxRules::raise),
          entry("Softmax 13", SoftmaxRules::raise),
          entry("Pad 11", RaiseRules::pad),
          entry("Resize 11", ResizeRules::resize),
          entry("RoiAlign 16", RaiseRules::roiAlign),
          entry(
              "Scatter 11",
              (node, site) -> new NodeRewrite(node, site).operator("ScatterElements").done()),
          entry("Slice 10", RaiseRules::slice),
          entry("Split 13", (node, site) -> attributeToInput(node, site, "split")),
          entry("Split 18", RaiseRules::split),
          entry("TopK 10", RaiseRules::topK),
          entry("Upsample 9", ResizeRules::scales),
          entry(
              "Upsample 10",
              (node, site) -> new NodeRewrite(node, site).operator("Resize").done()));

  private RaiseRules() {}

  static Optional<OperatorRule> find(String operator, long opset) {
    boolean axes =
        (opset == 18 && operator.startsWith("Reduce"))
            || (opset == 13 && List.of("ReduceSum", "Squeeze", "Unsqueeze").contains(operator));
    return axes
        ? Optional.of((node, site) -> attributeToInput(node, site, AXES))
        : Optional.ofNullable(RULES.get(operator + " " + opset));
  }

  private static List<NodeProto> attributeToInput(NodeProto node, RuleSite site, String name) {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    Optional<AttributeProto> values = rewrite.attribute(name);
    if (values.isEmpty()) {
      return rewrite.done();
    }
    String input = rewrite.longs(name, values.get().getIntsList());
    return rewrite.without(name).inputs(List.of(node.getInput(0), input)).done();
  }

  private static List<NodeProto> spatial(NodeProto node, RuleSite site) throws LeftOutException {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    if (rewrite.attribute("spatial").filter(value -> value.getI() == 0).isPresent()) {
      throw rewrite.refusal("each place has a mean of its own (spatial 0)");
    }
    return rewrite.without("spatial").done();
  }

  private static List<NodeProto> inference(NodeProto node, RuleSite site) throws LeftOutException {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    if (node.getOutputList().stream().skip(1).anyMatch(output -> !output.isEmpty())) {
      throw rewrite.refusal("it is being trained (more than one output)");
    }
    return rewrite.outputs(1).done();
  }

  private static List<NodeProto> clip(NodeProto node, RuleSite site) throws LeftOutException {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    List<String> inputs = new ArrayList<>(List.of(node.getInput(0)));
    for (String bound : List.of("min", "max")) {
      Optional<AttributeProto> value = rewrite.attribute(bound);
      inputs.add(
          value.isEmpty()
              ? ""
              : rewrite.scalar(bound, site.type(node, node.getInput(0)), value.get().getF()));
    }
    return rewrite.without("min", "max").inputs(inputs).done();
  }

  private static List<NodeProto> dropout(NodeProto node, RuleSite site) throws LeftOutException {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    if (node.getOutputList().stream().skip(1).anyMatch(site::isRead)) {
      throw rewrite.refusal("its mask is read");
    }
    return rewrite.without("ratio").outputs(1).done();
  }

  private static List<NodeProto> gridSample(NodeProto node, RuleSite site) {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    String mode = rewrite.attribute("mode").map(value -> value.getS().toStringUtf8()).orElse("");
    return switch (mode) {
      case "bicubic" -> rewrite.with("mode", "cubic").done();
      case "bilinear" -> rewrite.with("mode", "linear").done();
      default -> rewrite.done();
    };
  }

  private static List<NodeProto> pad(NodeProto node, RuleSite site) throws LeftOutException {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    List<Long> pads = rewrite.attribute("pads").map(AttributeProto::getIntsList).orElse(List.of());
    List<String> inputs = new ArrayList<>(List.of(node.getInput(0), rewrite.longs("pads", pads)));
    float value = rewrite.attribute("value").map(AttributeProto::getF).orElse(0f);
    if (value != 0) {
      inputs.add(rewrite.scalar("value", site.type(node, node.getInput(0)), value));
    }
    return rewrite.without("pads", "value").inputs(inputs).done();
  }

  private static List<NodeProto> roiAlign(NodeProto node, RuleSite site) {
    return new NodeRewrite(node, site)
        .with("coordinate_transformation_mode", "output_half_pixel")
        .done();
  }

  private static List<NodeProto> slice(NodeProto node, RuleSite site) {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    List<String> inputs = new ArrayList<>(List.of(node.getInput(0)));
    for (String name : List.of("starts", "ends", AXES)) {
      rewrite
          .attribute(name)
          .ifPresent(values -> inputs.add(rewrite.longs(name, values.getIntsList())));
    }
    return rewrite.without("starts", "ends", AXES).inputs(inputs).done();
  }

  private static List<NodeProto> split(NodeProto node, RuleSite site) {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    boolean told = node.getInputCount() > 1 && !node.getInput(1).isEmpty();
    return told ? rewrite.done() : rewrite.with("num_outputs", node.getOutputCount()).done();
  }

  private static List<NodeProto> topK(NodeProto node, RuleSite site) {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    long count = rewrite.attribute("k").map(AttributeProto::getI).orElse(0L);
    String input = rewrite.longs("k", List.of(count));
    return rewrite.without("k").inputs(List.of(node.getInput(0), input)).done();
  }
}
