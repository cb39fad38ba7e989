package dev.gantry.inference;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.TensorSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the types and shapes of a graph's outputs from the runtime, which loads the graph and does
 * not run it.
 */
public final class GraphTypes {
  private GraphTypes() {}

  /** The element types of those outputs that are tensors of numbers. */
  public static Map<String, ElementType> outputs(byte[] graph, InferenceLimit limit)
      throws OrtException {
    Map<String, ElementType> types = new LinkedHashMap<>();
    specs(graph, limit).forEach((name, spec) -> types.put(name, spec.type()));
    return types;
  }

  /** The same with the shapes that follow from the graph alone; an unknown side is -1. */
  public static Map<String, TensorSpec> specs(byte[] graph, InferenceLimit limit)
      throws OrtException {
    return limit.loading(() -> specs(graph));
  }

  private static Map<String, TensorSpec> specs(byte[] graph) throws OrtException {
    try (OrtSession.SessionOptions options = LoadedEngine.options(1, OptLevel.NO_OPT);
        OrtSession session = OrtProcess.environment().createSession(graph, options)) {
      Map<String, TensorSpec> specs = new LinkedHashMap<>();
      for (NodeInfo node : session.getOutputInfo().values()) {
        if (node.getInfo() instanceof TensorInfo info && OrtTensors.type(info).isPresent()) {
          specs.put(node.getName(), OrtTensors.spec(node));
        }
      }
      return specs;
    }
  }
}
