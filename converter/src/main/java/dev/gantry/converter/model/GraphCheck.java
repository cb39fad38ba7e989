package dev.gantry.converter.model;

import ai.onnx.proto.OnnxMl;
import dev.gantry.dossier.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Our own look at a graph: the reference checker lets much pass that no board can run. */
final class GraphCheck {
  private static final int NEWEST_IR = 13;
  private static final Set<String> KNOWN_DOMAINS =
      Set.of("", "ai.onnx", "ai.onnx.ml", "com.microsoft", "com.microsoft.nchwc");

  private final String file;
  private final Path folder;
  private final List<Problem> problems = new ArrayList<>();

  GraphCheck(Path file) {
    this.file = file.toString();
    Path parent = file.toAbsolutePath().getParent();
    this.folder = parent == null ? file.toAbsolutePath() : parent;
  }

  List<Problem> problems(OnnxMl.ModelProto model) {
    if (!model.hasGraph() || model.getGraph().getOutputCount() == 0) {
      tell(
          "parses, but holds no graph with outputs",
          "this is not an ONNX model, or its export failed");
      return problems;
    }
    versions(model);
    domains(model);
    weights(model);
    inputs(model.getGraph());
    elementTypes(model.getGraph());
    nodes(model);
    new FunctionCheck(this::tell).check(model);
    new TensorWiringCheck(this::tell).graph(model.getGraph(), Set.of());
    return problems;
  }

  private void weights(OnnxMl.ModelProto model) {
    WeightCheck check = new WeightCheck(folder, this::tell);
    ModelTensors.all(model).forEach(check::check);
  }

  /** An unknown side may be written as a name, as nothing or as -1. */
  private void inputs(OnnxMl.GraphProto graph) {
    for (OnnxMl.ValueInfoProto input : graph.getInputList()) {
      if (input.getType().getValueCase() == OnnxMl.TypeProto.ValueCase.VALUE_NOT_SET) {
        tell("input '" + input.getName() + "' has no type", "export it again");
      }
      for (OnnxMl.TensorShapeProto.Dimension side :
          input.getType().getTensorType().getShape().getDimList()) {
        if (side.getDimValue() < -1 || side.getDimValue() > Integer.MAX_VALUE) {
          tell(
              "input '" + input.getName() + "' has a side of " + side.getDimValue(),
              "the file is damaged; export it again");
        }
      }
    }
  }

  /** An input must say what it holds; of other values the runtime finds it out. */
  private void elementTypes(OnnxMl.GraphProto graph) {
    graph.getInputList().forEach(input -> elementType("input", input, false));
    graph.getOutputList().forEach(output -> elementType("output", output, true));
    graph.getValueInfoList().forEach(value -> elementType("tensor", value, true));
    NestedGraphs.nodes(graph)
        .flatMap(NestedGraphs::bodies)
        .flatMap(
            body ->
                Stream.of(body.getInputList(), body.getOutputList(), body.getValueInfoList())
                    .flatMap(List::stream))
        .forEach(value -> elementType("tensor", value, true));
  }

  private void elementType(String what, OnnxMl.ValueInfoProto value, boolean mayBeUntold) {
    new DeclaredType(value.getType())
        .objection(mayBeUntold)
        .ifPresent(
            words -> tell(what + " '" + value.getName() + "' " + words, DeclaredType.REMEDY));
  }

  private void nodes(OnnxMl.ModelProto model) {
    if (model.getOpsetImportCount() == 0) {
      return;
    }
    NodeCheck check = new NodeCheck(this::tell);
    Map<String, Long> opsets = FunctionCheck.opsets(model.getOpsetImportList());
    NestedGraphs.nodes(model.getGraph()).forEach(node -> check.check(node, opsets, false));
    for (OnnxMl.FunctionProto function : model.getFunctionsList()) {
      Map<String, Long> own = FunctionCheck.opsets(function.getOpsetImportList());
      NestedGraphs.nodes(function.getNodeList()).forEach(node -> check.check(node, own, true));
    }
  }

  private void versions(OnnxMl.ModelProto model) {
    if (model.getIrVersion() < 3 || model.getIrVersion() > NEWEST_IR) {
      tell(
          "has IR version " + model.getIrVersion() + "; 3 to " + NEWEST_IR + " can be run",
          "export it for an older ONNX release");
    }
    if (model.getOpsetImportCount() == 0) {
      tell("names no operator set", "export it again with a current exporter");
    }
    Set<String> imported = new HashSet<>();
    for (OnnxMl.OperatorSetIdProto opset : model.getOpsetImportList()) {
      if (!imported.add(NestedGraphs.isStandard(opset.getDomain()) ? "" : opset.getDomain())) {
        tell(
            "imports the operators of domain '" + opset.getDomain() + "' twice",
            "export it again with a current exporter");
      }
      boolean standard = opset.getDomain().isEmpty() || opset.getDomain().equals("ai.onnx");
      if (standard
          && (opset.getVersion() < OnnxModel.OLDEST_OPSET
              || opset.getVersion() > OnnxModel.NEWEST_OPSET)) {
        tell(
            "uses operator set "
                + opset.getVersion()
                + "; "
                + OnnxModel.OLDEST_OPSET
                + " to "
                + OnnxModel.NEWEST_OPSET
                + " can be run",
            "export it with another opset_version");
      }
    }
  }

  private void domains(OnnxMl.ModelProto model) {
    Set<String> functions = new HashSet<>();
    for (OnnxMl.FunctionProto function : model.getFunctionsList()) {
      functions.add(function.getDomain() + "." + function.getName());
    }
    Set<String> foreign = new TreeSet<>();
    Stream.concat(
            NestedGraphs.nodes(model.getGraph()),
            model.getFunctionsList().stream().flatMap(f -> NestedGraphs.nodes(f.getNodeList())))
        .filter(node -> !KNOWN_DOMAINS.contains(node.getDomain()))
        .filter(node -> !functions.contains(node.getDomain() + "." + node.getOpType()))
        .forEach(node -> foreign.add(node.getDomain() + "." + node.getOpType()));
    if (!foreign.isEmpty()) {
      tell(
          "uses operators that no runtime here knows: " + String.join(", ", foreign),
          "export the model without custom operators");
    }
  }

  static boolean isKnown(String domain) {
    return KNOWN_DOMAINS.contains(domain);
  }

  private void tell(String what, String remedy) {
    problems.add(Problem.in(file, what, remedy));
  }
}
