package dev.gantry.converter.model;

import ai.onnx.proto.OnnxMl;
import dev.gantry.dossier.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Our own look at a graph: the reference checker lets much pass that no board can run. */
final class GraphCheck {
  private static final int NEWEST_IR = 13;
  private static final int NEWEST_OPSET = 26;
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
    for (OnnxMl.TensorProto tensor : model.getGraph().getInitializerList()) {
      new WeightCheck(folder, this::tell).check(tensor);
    }
    return problems;
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
    for (OnnxMl.OperatorSetIdProto opset : model.getOpsetImportList()) {
      boolean standard = opset.getDomain().isEmpty() || opset.getDomain().equals("ai.onnx");
      if (standard && (opset.getVersion() < 7 || opset.getVersion() > NEWEST_OPSET)) {
        tell(
            "uses operator set " + opset.getVersion() + "; 7 to " + NEWEST_OPSET + " can be run",
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
    Graphs.nodes(model.getGraph())
        .filter(node -> !KNOWN_DOMAINS.contains(node.getDomain()))
        .filter(node -> !functions.contains(node.getDomain() + "." + node.getOpType()))
        .forEach(node -> foreign.add(node.getDomain() + "." + node.getOpType()));
    if (!foreign.isEmpty()) {
      tell(
          "uses operators that no runtime here knows: " + String.join(", ", foreign),
          "export the model without custom operators");
    }
  }

  private void tell(String what, String remedy) {
    problems.add(Problem.in(file, what, remedy));
  }
}
