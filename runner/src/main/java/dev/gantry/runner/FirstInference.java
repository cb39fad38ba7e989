package dev.gantry.runner;

import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.gantry.dossier.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an engine answers when it is asked for the first time, and how long that takes. */
record FirstInference(long nanoseconds, List<Tensor> outputs) {
  FirstInference {
    outputs = List.copyOf(outputs);
  }

  /** The inputs lie in native memory beforehand, as with every timed query. */
  static FirstInference of(LoadedEngine engine, Feed feed) throws OrtException {
    try (NativeInputs fed = NativeInputs.of(feed.tensors(), engine.memory())) {
      long before = System.nanoTime();
      try (OrtSession.Result result = engine.session().run(fed.tensors())) {
        long took = System.nanoTime() - before;
        List<Tensor> outputs = new ArrayList<>();
        for (Map.Entry<String, OnnxValue> output : result) {
          outputs.add(OrtTensors.copy(output.getKey(), output.getValue()));
        }
        return new FirstInference(took, outputs);
      }
    }
  }
}
