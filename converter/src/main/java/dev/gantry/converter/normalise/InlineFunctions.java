package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.gantry.converter.model.NestedGraphs;
import dev.gantry.converter.model.OperatorTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A model's own functions become the nodes that they stand for: few parsers know functions. */
final class InlineFunctions implements GraphPass {
  @Override
  public String name() {
    return "inline functions";
  }

  @Override
  public OnnxMl.ModelProto apply(OnnxMl.ModelProto model, PassContext scene)
      throws LeftOutException {
    if (model.getFunctionsCount() == 0) {
      return model;
    }
    OnnxMl.ModelProto.Builder changed = model.toBuilder().clearFunctions();
    Calls calls = new Calls(model, changed);
    changed.setGraph(calls.inlined(model.getGraph()));
    return changed.build();
  }

  /** The calls of one model; those within a function are met when that one has been written out. */
  private static final class Calls {
    private final Map<String, FunctionProto> functions = new HashMap<>();
    private final Set<String> names;
    private final OnnxMl.ModelProto.Builder imports;
    private final OperatorTable table = OperatorTable.read();

    Calls(OnnxMl.ModelProto model, OnnxMl.ModelProto.Builder imports) {
      model.getFunctionsList().forEach(f -> functions.put(f.getDomain() + "." + f.getName(), f));
      this.names =
          NestedGraphs.names(model.getGraph()).collect(Collectors.toCollection(HashSet::new));
      this.imports = imports;
    }

    GraphProto inlined(GraphProto graph) throws LeftOutException {
      return graph.toBuilder().clearNode().addAllNode(inlined(graph.getNodeList())).build();
    }

    private List<NodeProto> inlined(List<NodeProto> nodes) throws LeftOutException {
      List<NodeProto> all = new ArrayList<>();
      for (NodeProto node : nodes) {
        Optional<FunctionProto> function =
            Optional.ofNullable(functions.get(node.getDomain() + "." + node.getOpType()));
        if (function.isPresent()) {
          imported(function.get());
          all.addAll(inlined(new FunctionCall(node, function.get(), this::fresh).nodes()));
        } else {
          all.add(bodies(node));
        }
      }
      return all;
    }

    private NodeProto bodies(NodeProto node) throws LeftOutException {
      NodeProto.Builder changed = node.toBuilder();
      for (OnnxMl.AttributeProto.Builder attribute : changed.getAttributeBuilderList()) {
        if (attribute.hasG()) {
          attribute.setG(inlined(attribute.getG()));
        }
        for (int index = 0; index < attribute.getGraphsCount(); index++) {
          attribute.setGraphs(index, inlined(attribute.getGraphs(index)));
        }
      }
      return changed.build();
    }

    private String fresh(String wish) {
      String name = wish;
      for (int count = 2; !names.add(name); count++) {
        name = wish + "_" + count;
      }
      return name;
    }

    private void imported(FunctionProto function) throws LeftOutException {
      for (OnnxMl.OperatorSetIdProto opset : function.getOpsetImportList()) {
        Optional<Long> there =
            imports.getOpsetImportList().stream()
                .filter(known -> same(known.getDomain(), opset.getDomain()))
                .map(OnnxMl.OperatorSetIdProto::getVersion)
                .findFirst();
        if (there.isEmpty()) {
          imports.addOpsetImport(opset);
        } else if (there.get() != opset.getVersion()) {
          unchanged(function, opset, there.get());
        }
      }
    }

    private static boolean same(String left, String right) {
      return left.equals(right)
          || (NestedGraphs.isStandard(left) && NestedGraphs.isStandard(right));
    }

    /** A function may mean another operator set than the model's, as long as both say the same. */
    private void unchanged(FunctionProto function, OnnxMl.OperatorSetIdProto own, long models)
        throws LeftOutException {
      for (NodeProto node : NestedGraphs.nodes(function.getNodeList()).toList()) {
        boolean meant = same(node.getDomain(), own.getDomain());
        boolean known = NestedGraphs.isStandard(own.getDomain());
        if (meant && !(known && table.isSame(node.getOpType(), own.getVersion(), models))) {
          throw new LeftOutException(
              "function "
                  + function.getName()
                  + " means "
                  + node.getOpType()
                  + " of operator set "
                  + own.getVersion()
                  + ", the model that of "
                  + models);
        }
      }
    }
  }
}
