package dev.gantry.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.gantry.dossier.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small graph that takes tensors from other such graphs and gives some on, without a copy. */
public final class StepGraph implements AutoCloseable {
  private final LoadedEngine engine;

  private StepGraph(LoadedEngine engine) {
    this.engine = engine;
  }

  public static StepGraph of(byte[] graph, InferenceLimit limit) throws OrtException {
    return new StepGraph(LoadedEngine.plain(graph, 1, limit));
  }

  /** The outputs by name; they belong to the caller. */
  public Map<String, HeldTensor> run(Map<String, HeldTensor> inputs) throws OrtException {
    List<HeldTensor> lent = new ArrayList<>();
    for (TensorSpec input : engine.inputs()) {
      HeldTensor held = inputs.get(input.name());
      if (held == null) {
        throw new IllegalArgumentException("input " + input.name() + " is not there");
      }
      lent.add(held);
    }
    return engine.within(
        options -> {
          lent.forEach(HeldTensor::lend);
          try {
            return run(lent, options);
          } finally {
            lent.forEach(HeldTensor::giveBack);
          }
        });
  }

  private Map<String, HeldTensor> run(List<HeldTensor> lent, OrtSession.RunOptions options)
      throws OrtException {
    Map<String, OnnxTensor> fed = new LinkedHashMap<>();
    for (int input = 0; input < lent.size(); input++) {
      fed.put(engine.inputs().get(input).name(), lent.get(input).tensor());
    }
    Map<String, HeldTensor> outputs = new LinkedHashMap<>();
    // The result stays open: closing it would take the outputs with it.
    OrtSession.Result result = engine.session().run(fed, options);
    for (Map.Entry<String, OnnxValue> output : result) {
      outputs.put(output.getKey(), held(output.getKey(), output.getValue()));
    }
    return outputs;
  }

  private static HeldTensor held(String name, OnnxValue value) {
    if (!(value instanceof OnnxTensor tensor)) {
      throw new IllegalArgumentException(
          "output " + name + " is not a tensor but " + value.getType());
    }
    return new HeldTensor(OrtTensors.spec(name, tensor.getInfo()), tensor);
  }

  @Override
  public void close() throws OrtException {
    engine.close();
  }
}
