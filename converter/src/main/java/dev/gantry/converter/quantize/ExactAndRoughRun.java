package dev.gantry.converter.quantize;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.layers.StepModel;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.inference.HeldTensor;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.StepGraph;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A model on its way through a few samples, node by node and twice: exact, and rough with the
 * layers behind it in int8. A tensor is let go of when its last reader has run.
 */
final class ExactAndRoughRun implements AutoCloseable {
  private final Graph graph;
  private final InferenceLimit limit;
  private final Set<String> wanted = new HashSet<>();
  private final Map<String, Integer> readers = new HashMap<>();
  private final List<Map<String, HeldTensor>> exact = new ArrayList<>();
  private final List<Map<String, HeldTensor>> rough = new ArrayList<>();

  private ExactAndRoughRun(Graph graph, List<GraphNode> path, InferenceLimit limit) {
    this.graph = graph;
    this.limit = limit;
    for (GraphNode node : path) {
      for (String read : node.reads()) {
        wanted.add(read);
        readers.merge(read, 1, Integer::sum);
      }
    }
  }

  /** The path is those nodes that will be advanced over, in their order. */
  static ExactAndRoughRun of(Graph graph, List<GraphNode> path, SampleFeed samples)
      throws OrtException, IOException {
    ExactAndRoughRun twin = new ExactAndRoughRun(graph, path, samples.limit());
    for (int sample = 0; sample < samples.count(); sample++) {
      Map<String, HeldTensor> held = new HashMap<>();
      for (Tensor tensor : samples.at(sample)) {
        held.put(tensor.name(), HeldTensor.of(tensor));
      }
      twin.exact.add(held);
      twin.rough.add(new HashMap<>());
    }
    return twin;
  }

  int samples() {
    return exact.size();
  }

  TensorSpec spec(String tensor, int sample) {
    return held(exact, tensor, sample).spec();
  }

  float[] exact(String tensor, int sample) {
    return held(exact, tensor, sample).floats();
  }

  /** The same as the exact one for as long as no layer before it is in int8. */
  float[] rough(String tensor, int sample) {
    return held(differs(tensor, sample) ? rough : exact, tensor, sample).floats();
  }

  boolean differs(String tensor) {
    return differs(tensor, 0);
  }

  private boolean differs(String tensor, int sample) {
    return rough.get(sample).containsKey(tensor);
  }

  private HeldTensor held(List<Map<String, HeldTensor>> from, String tensor, int sample) {
    HeldTensor held = from.get(sample).get(tensor);
    if (held == null) {
      throw new IllegalStateException("tensor " + tensor + " is not there any more, or not yet");
    }
    return held;
  }

  /** Over a node that stays as it is. */
  void advance(GraphNode node) throws OrtException {
    advance(node, Optional.empty());
  }

  /** Over a layer; what stands for it in int8 is given. */
  void advance(GraphNode node, OnnxMl.ModelProto quantized) throws OrtException {
    advance(node, Optional.of(quantized));
  }

  private void advance(GraphNode node, Optional<OnnxMl.ModelProto> quantized) throws OrtException {
    if (node.outputs().stream().anyMatch(wanted::contains)) {
      try {
        run(node, quantized);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(node + ": " + e.getMessage(), e);
      }
    }
    letGo(node);
  }

  private void run(GraphNode node, Optional<OnnxMl.ModelProto> quantized) throws OrtException {
    Map<String, TensorSpec> inputs = inputs(node);
    try (StepGraph step =
        StepGraph.of(StepModel.of(graph, node, inputs, wanted).toByteArray(), limit)) {
      for (int sample = 0; sample < samples(); sample++) {
        exact.get(sample).putAll(step.run(exact.get(sample)));
        boolean differs = inputs.keySet().stream().anyMatch(rough.get(sample)::containsKey);
        if (differs && quantized.isEmpty()) {
          rough.get(sample).putAll(step.run(seenRough(sample)));
        }
      }
    }
    if (quantized.isPresent()) {
      try (StepGraph step = StepGraph.of(quantized.get().toByteArray(), limit)) {
        for (int sample = 0; sample < samples(); sample++) {
          rough.get(sample).putAll(step.run(seenRough(sample)));
        }
      }
    }
  }

  private Map<String, HeldTensor> seenRough(int sample) {
    Map<String, HeldTensor> seen = new HashMap<>(exact.get(sample));
    seen.putAll(rough.get(sample));
    return seen;
  }

  private Map<String, TensorSpec> inputs(GraphNode node) {
    Map<String, TensorSpec> inputs = new LinkedHashMap<>();
    for (String read : node.reads()) {
      HeldTensor held = exact.get(0).get(read);
      if (held != null && graph.weight(read).isEmpty()) {
        inputs.put(read, held.spec());
      }
    }
    return inputs;
  }

  private void letGo(GraphNode node) {
    for (String read : node.reads()) {
      if (readers.merge(read, -1, Integer::sum) == 0) {
        for (int sample = 0; sample < samples(); sample++) {
          drop(exact.get(sample), read);
          drop(rough.get(sample), read);
        }
      }
    }
  }

  private static void drop(Map<String, HeldTensor> from, String tensor) {
    HeldTensor held = from.remove(tensor);
    if (held != null) {
      held.close();
    }
  }

  @Override
  public void close() {
    exact.forEach(held -> held.values().forEach(HeldTensor::close));
    rough.forEach(held -> held.values().forEach(HeldTensor::close));
    exact.clear();
    rough.clear();
  }
}
