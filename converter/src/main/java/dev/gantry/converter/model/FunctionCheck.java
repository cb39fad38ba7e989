package dev.gantry.converter.model;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.FunctionProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** A model's own functions: each is there once, is whole in itself, and never calls itself. */
final class FunctionCheck {
  private static final String AGAIN = "the file is damaged or was cut by hand; export it again";

  private final BiConsumer<String, String> tell;

  FunctionCheck(BiConsumer<String, String> tell) {
    this.tell = tell;
  }

  /** ONNX's own under the empty name. */
  static Map<String, Long> opsets(List<OnnxMl.OperatorSetIdProto> imports) {
    Map<String, Long> opsets = new HashMap<>();
    for (OnnxMl.OperatorSetIdProto opset : imports) {
      String domain = NestedGraphs.isStandard(opset.getDomain()) ? "" : opset.getDomain();
      opsets.put(domain, opset.getVersion());
    }
    return opsets;
  }

  void check(OnnxMl.ModelProto model) {
    Map<String, FunctionProto> functions = new LinkedHashMap<>();
    for (FunctionProto function : model.getFunctionsList()) {
      if (functions.put(name(function.getDomain(), function.getName()), function) != null) {
        tell.accept("function '" + function.getName() + "' is there twice", AGAIN);
      }
      new TensorWiringCheck(
              (what, cure) -> tell.accept("function '" + function.getName() + "': " + what, cure))
          .nodes(
              function.getNodeList(),
              new HashSet<>(function.getInputList()),
              Set.of(),
              function.getOutputList());
    }
    Set<String> harmless = new HashSet<>();
    for (String name : functions.keySet()) {
      if (!descend(name, functions, new HashSet<>(), harmless)) {
        tell.accept("function '" + name + "' calls itself", AGAIN);
        return;
      }
    }
  }

  private static String name(String domain, String name) {
    return domain + "." + name;
  }

  /** False where a call leads back to one that is still open. */
  private static boolean descend(
      String name, Map<String, FunctionProto> functions, Set<String> open, Set<String> harmless) {
    FunctionProto function = functions.get(name);
    if (function == null || harmless.contains(name)) {
      return true;
    }
    if (!open.add(name)) {
      return false;
    }
    boolean fine =
        NestedGraphs.nodes(function.getNodeList())
            .map(node -> name(node.getDomain(), node.getOpType()))
            .distinct()
            .allMatch(called -> descend(called, functions, open, harmless));
    open.remove(name);
    harmless.add(name);
    return fine;
  }
}
