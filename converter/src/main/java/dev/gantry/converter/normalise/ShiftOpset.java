package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.model.NestedGraphs;
import dev.gantry.converter.model.OperatorTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Raises or lowers the operator set, one version at a time, until the wanted range is reached. */
final class ShiftOpset implements GraphPass {
  private final OperatorTable table = OperatorTable.read();

  @Override
  public String name() {
    return "shift operator set";
  }

  @Override
  public OnnxMl.ModelProto apply(OnnxMl.ModelProto model, PassContext scene)
      throws LeftOutException, OrtException {
    long opset = Graph.of(model).opset();
    long wanted = scene.range().nearest(opset);
    if (opset == wanted) {
      return model;
    }
    RuleSite site = new RuleSite(model, scene.shapes(model));
    OnnxMl.GraphProto graph = model.getGraph();
    while (opset < wanted) {
      graph = step(graph, site, ++opset, true);
    }
    while (opset > wanted) {
      graph = step(graph, site, opset--, false);
    }
    OnnxMl.ModelProto.Builder shifted = model.toBuilder().setGraph(graph);
    for (OnnxMl.OperatorSetIdProto.Builder set : shifted.getOpsetImportBuilderList()) {
      if (NestedGraphs.isStandard(set.getDomain())) {
        set.setVersion(wanted);
      }
    }
    return shifted.setIrVersion(Math.max(model.getIrVersion(), leastIr(wanted))).build();
  }

  /** Between a set and the one before; the higher of the two is named. */
  private OnnxMl.GraphProto step(OnnxMl.GraphProto graph, RuleSite site, long opset, boolean up)
      throws LeftOutException {
    List<NodeProto> nodes = new ArrayList<>();
    for (NodeProto node : graph.getNodeList()) {
      NodeProto inner = bodies(node, site, opset, up);
      if (NestedGraphs.isStandard(node.getDomain())) {
        List<NodeProto> changed = rewrite(inner, site, opset, up);
        changed.forEach(site::note);
        nodes.addAll(changed);
      } else {
        nodes.add(inner);
      }
    }
    return graph.toBuilder().clearNode().addAllNode(nodes).build();
  }

  private NodeProto bodies(NodeProto node, RuleSite site, long opset, boolean up)
      throws LeftOutException {
    if (NestedGraphs.bodies(node).findAny().isEmpty()) {
      return node;
    }
    NodeProto.Builder changed = node.toBuilder();
    for (OnnxMl.AttributeProto.Builder attribute : changed.getAttributeBuilderList()) {
      if (attribute.hasG()) {
        attribute.setG(step(attribute.getG(), site, opset, up));
      }
      for (int index = 0; index < attribute.getGraphsCount(); index++) {
        attribute.setGraphs(index, step(attribute.getGraphs(index), site, opset, up));
      }
    }
    return changed.build();
  }

  private List<NodeProto> rewrite(NodeProto node, RuleSite site, long opset, boolean up)
      throws LeftOutException {
    String operator = node.getOpType();
    long first =
        table.first(operator).orElseThrow(() -> refusal(node, opset, "is in no operator set"));
    Optional<OperatorRule> rule =
        up ? RaiseRules.find(operator, opset) : LowerRules.find(operator, opset);
    if (!up && first == opset && rule.isEmpty()) {
      throw refusal(node, opset, "did not exist before");
    }
    Optional<OperatorTable.Change> change = table.change(operator, opset);
    if ((change.isPresent() && change.get().needsRule()) || (!up && first == opset)) {
      return rule.orElseThrow(() -> refusal(node, opset, "changed, and no rule is known"))
          .rewrite(node, site);
    }
    return List.of(up || change.isEmpty() ? node : stripped(node, change.get()));
  }

  /** What is new goes where it says what was meant before anyway. */
  private static NodeProto stripped(NodeProto node, OperatorTable.Change change)
      throws LeftOutException {
    boolean more =
        change.inputsBefore().filter(most -> isUsed(node.getInputList(), most)).isPresent()
            || change
                .outputsBefore()
                .filter(most -> isUsed(node.getOutputList(), most))
                .isPresent();
    if (more) {
      throw refusal(node, change.opset(), "has inputs or outputs that are new");
    }
    NodeProto.Builder stripped = node.toBuilder().clearAttribute();
    for (OnnxMl.AttributeProto attribute : node.getAttributeList()) {
      String meaningless = change.attributes().get(attribute.getName());
      if (meaningless == null) {
        stripped.addAttribute(attribute);
      } else if (!meaningless.equals(words(attribute))) {
        throw refusal(node, change.opset(), "has the new attribute " + attribute.getName());
      }
    }
    return stripped.build();
  }

  private static boolean isUsed(List<String> names, int most) {
    return names.stream().skip(most).anyMatch(name -> !name.isEmpty());
  }

  private static String words(OnnxMl.AttributeProto attribute) {
    return switch (attribute.getType()) {
      case INT -> Long.toString(attribute.getI());
      case STRING -> attribute.getS().toStringUtf8();
      default -> attribute.getType().toString();
    };
  }

  private static LeftOutException refusal(NodeProto node, long opset, String why) {
    String name =
        node.getName().isEmpty() ? String.join(", ", node.getOutputList()) : node.getName();
    return new LeftOutException(
        node.getOpType() + " '" + name + "' " + why + " (operator set " + opset + ")");
  }

  /** The format's own version that came with an operator set. */
  private static long leastIr(long opset) {
    if (opset >= 21) {
      return 10;
    }
    return opset >= 19 ? 9 : opset >= 15 ? 8 : opset >= 13 ? 7 : 4;
  }
}
