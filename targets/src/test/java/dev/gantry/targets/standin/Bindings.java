package dev.gantry.targets.standin;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.List;

/** What goes into an engine and what comes out. */
final class Bindings {
  private Bindings() {}

  static List<Tensor> of(Plan plan, Version version) throws OrtException {
    List<Tensor> all = new ArrayList<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        OrtSession session = OrtEnvironment.getEnvironment().createSession(plan.onnx(), options)) {
      for (NodeInfo each : session.getInputInfo().values()) {
        all.add(Tensor.of(each.getName(), true, (TensorInfo) each.getInfo(), version));
      }
      for (NodeInfo each : session.getOutputInfo().values()) {
        all.add(Tensor.of(each.getName(), false, (TensorInfo) each.getInfo(), version));
      }
    }
    return all;
  }
}
