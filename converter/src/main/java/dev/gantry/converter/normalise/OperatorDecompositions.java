package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.gantry.converter.graph.WeightNumbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Operators that did not exist yet, written with those that did. */
final class OperatorDecompositions {
  private static final String DOUBLED = "doubled";

  private OperatorDecompositions() {}

  static List<NodeProto> hardSwish(NodeProto node, RuleSite site) {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    String input = node.getInput(0);
    String gate =
        rewrite.make(
            "HardSigmoid",
            "gate",
            List.of(input),
            NodeRewrite.number("alpha", 1f / 6),
            NodeRewrite.number("beta", 0.5f));
    return rewrite.end("Mul", List.of(input, gate));
  }

  static List<NodeProto> mish(NodeProto node, RuleSite site) {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    String input = node.getInput(0);
    String soft = rewrite.make("Softplus", "soft", List.of(input));
    String gate = rewrite.make("Tanh", "gate", List.of(soft));
    return rewrite.end("Mul", List.of(input, gate));
  }

  static List<NodeProto> swish(NodeProto node, RuleSite site) throws LeftOutException {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    String input = node.getInput(0);
    float alpha = rewrite.attribute("alpha").map(AttributeProto::getF).orElse(1f);
    String scaled = input;
    if (alpha != 1) {
      String factor = rewrite.scalar("alpha", site.type(node, input), alpha);
      scaled = rewrite.make("Mul", "scaled", List.of(input, factor));
    }
    String gate = rewrite.make("Sigmoid", "gate", List.of(scaled));
    return rewrite.end("Mul", List.of(input, gate));
  }

  static List<NodeProto> gelu(NodeProto node, RuleSite site) throws LeftOutException {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    String input = node.getInput(0);
    int type = site.type(node, input);
    boolean tanh =
        rewrite
            .attribute("approximate")
            .filter(value -> value.getS().toStringUtf8().equals("tanh"))
            .isPresent();
    String bent;
    if (tanh) {
      String cube =
          rewrite.make(
              "Mul", "cube", List.of(rewrite.make("Mul", "square", List.of(input, input)), input));
      String small =
          rewrite.make("Mul", "small", List.of(cube, rewrite.scalar("c", type, 0.044715f)));
      String sum = rewrite.make("Add", "sum", List.of(input, small));
      float root = (float) Math.sqrt(2 / Math.PI);
      String scaled =
          rewrite.make("Mul", "scaled", List.of(sum, rewrite.scalar("root", type, root)));
      bent = rewrite.make("Tanh", "bent", List.of(scaled));
    } else {
      String root = rewrite.scalar("root", type, (float) Math.sqrt(2));
      bent =
          rewrite.make("Erf", "bent", List.of(rewrite.make("Div", "scaled", List.of(input, root))));
    }
    String gate = rewrite.make("Add", "gate", List.of(bent, rewrite.scalar("one", type, 1)));
    String doubled = rewrite.make("Mul", DOUBLED, List.of(input, gate));
    return rewrite.end("Mul", List.of(doubled, rewrite.scalar("half", type, 0.5f)));
  }

  static List<NodeProto> layerNormalization(NodeProto node, RuleSite site) throws LeftOutException {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    if (node.getOutputList().stream().skip(1).anyMatch(site::isRead)) {
      throw rewrite.refusal("its mean or deviation is read");
    }
    String input = node.getInput(0);
    int type = site.type(node, input);
    AttributeProto axes = NodeRewrite.integers("axes", axes(rewrite, site, input));
    float epsilon = rewrite.attribute("epsilon").map(AttributeProto::getF).orElse(1e-5f);
    String mean = rewrite.make("ReduceMean", "mean", List.of(input), axes);
    String centred = rewrite.make("Sub", "centred", List.of(input, mean));
    String square = rewrite.make("Mul", "square", List.of(centred, centred));
    String variance = rewrite.make("ReduceMean", "variance", List.of(square), axes);
    String safe =
        rewrite.make("Add", "safe", List.of(variance, rewrite.scalar("epsilon", type, epsilon)));
    String deviation = rewrite.make("Sqrt", "deviation", List.of(safe));
    String normal = rewrite.make("Div", "normal", List.of(centred, deviation));
    if (node.getInputCount() < 3 || node.getInput(2).isEmpty()) {
      return rewrite.end("Mul", List.of(normal, node.getInput(1)));
    }
    String scaled = rewrite.make("Mul", "scaled", List.of(normal, node.getInput(1)));
    return rewrite.end("Add", List.of(scaled, node.getInput(2)));
  }

  private static List<Long> axes(NodeRewrite rewrite, RuleSite site, String input)
      throws LeftOutException {
    long axis = rewrite.attribute("axis").map(AttributeProto::getI).orElse(-1L);
    List<Long> axes = new ArrayList<>();
    if (axis < 0) {
      for (long side = axis; side < 0; side++) {
        axes.add(side);
      }
      return axes;
    }
    int rank =
        site.sides(input)
            .orElseThrow(() -> rewrite.refusal("the rank of '" + input + "' is not known"))
            .size();
    for (long side = axis; side < rank; side++) {
      axes.add(side);
    }
    return axes;
  }

  static List<NodeProto> groupNormalization(NodeProto node, RuleSite site) throws LeftOutException {
    NodeRewrite rewrite = new NodeRewrite(node, site);
    String input = node.getInput(0);
    int rank = site.sides(input).map(List::size).orElse(0);
    long groups = rewrite.attribute("num_groups").map(AttributeProto::getI).orElse(0L);
    if (rank < 3 || groups < 1 || groups > 1 << 20 || site.type(node, input) != 1) {
      throw rewrite.refusal("only float32 of known rank can be written with other operators");
    }
    float epsilon = rewrite.attribute("epsilon").map(AttributeProto::getF).orElse(1e-5f);
    float[] ones = new float[(int) groups];
    Arrays.fill(ones, 1);
    String shape = rewrite.make("Shape", "shape", List.of(input));
    String grouped =
        rewrite.make(
            "Reshape",
            "grouped",
            List.of(input, rewrite.longs("groups", List.of(0L, groups, -1L))));
    String normal =
        rewrite.make(
            "InstanceNormalization",
            "normal",
            List.of(
                grouped,
                rewrite.constant("ones", WeightNumbers.tensor("", List.of(groups), ones)),
                rewrite.constant(
                    "zeros", WeightNumbers.tensor("", List.of(groups), new float[ones.length]))),
            NodeRewrite.number("epsilon", epsilon));
    String back = rewrite.make("Reshape", "back", List.of(normal, shape));
    List<Long> sides = new ArrayList<>(Collections.nCopies(rank - 1, 1L));
    sides.set(0, -1L);
    String column = rewrite.longs("column", sides);
    String scale = rewrite.make("Reshape", "scale", List.of(node.getInput(1), column));
    String bias = rewrite.make("Reshape", "bias", List.of(node.getInput(2), column));
    String scaled = rewrite.make("Mul", "scaled", List.of(back, scale));
    return rewrite.end("Add", List.of(scaled, bias));
  }
}
