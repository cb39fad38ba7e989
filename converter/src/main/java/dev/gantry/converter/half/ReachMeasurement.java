package dev.gantry.converter.half;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.NewNode;
import dev.gantry.converter.graph.WeightNumbers;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.converter.observe.SampleFeed;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.inference.WatchedGraph;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures how far tensors reach while a graph runs. Small tensors are looked at as they are; the
 * graph itself reduces each large one to two numbers, so that it has not to be kept.
 */
final class ReachMeasurement {
  private static final long FIRST_WHERE = 9;

  /**
   * Beyond these, tensors are reduced within the graph. Thousands of nodes that reduce take the
   * runtime minutes to load, in time that grows with their square.
   */
  private static final long SMALL = 64L << 10;

  private static final long MOST_HELD = 64L << 20;

  private final Graph graph;
  private final Map<String, Boolean> looked = new HashMap<>();
  private final Map<String, String> largest = new HashMap<>();
  private final Map<String, String> smallest = new HashMap<>();

  private ReachMeasurement(OnnxMl.ModelProto model) {
    this.graph = Graph.of(model);
    graph.shell().getGraphBuilder().clearOutput();
  }

  static Map<String, TensorReach> of(
      OnnxMl.ModelProto model,
      Set<String> tensors,
      Set<String> sensitive,
      ObservedTensor facts,
      SampleFeed samples)
      throws OrtException, IOException {
    return tensors.isEmpty() ? Map.of() : watching(model, tensors, sensitive, facts).run(samples);
  }

  static ReachMeasurement watching(
      OnnxMl.ModelProto model, Set<String> tensors, Set<String> sensitive, ObservedTensor facts) {
    ReachMeasurement reaches = new ReachMeasurement(model);
    long held = 0;
    for (String tensor : tensors) {
      boolean small = sensitive.contains(tensor);
      long bytes = facts.of(tensor).map(ReachMeasurement::bytes).orElse(Long.MAX_VALUE);
      if (bytes <= SMALL && held + bytes <= MOST_HELD && reaches.isMade(tensor)) {
        held += bytes;
        reaches.look(tensor, small);
      } else {
        reaches.watch(tensor, small);
      }
    }
    return reaches;
  }

  /** How many the watched graph has, those that reduce tensors among them. */
  int nodes() {
    return graph.nodes().size();
  }

  private static long bytes(TensorSpec spec) {
    return Tensor.byteCount(spec.type(), spec.shape());
  }

  /** An input is no output, whatever reads it. */
  private boolean isMade(String tensor) {
    return graph.producer(tensor).isPresent();
  }

  private void look(String tensor, boolean sensitive) {
    show(tensor);
    looked.put(tensor, sensitive && graph.opset() >= FIRST_WHERE);
  }

  private void watch(String tensor, boolean sensitive) {
    String size = add("Abs", tensor + "_size", tensor);
    String top = graph.freshName(tensor + "_largest");
    graph.add(NewNode.of("ReduceMax", top, size).with("keepdims", 0).build());
    show(top);
    largest.put(top, tensor);
    if (sensitive && graph.opset() >= FIRST_WHERE) {
      String zero = number("zero", 0);
      String there = add("Greater", tensor + "_there", size, zero);
      String counted =
          add("Where", tensor + "_counted", there, size, number("far", Float.MAX_VALUE));
      String bottom = graph.freshName(tensor + "_smallest");
      graph.add(NewNode.of("ReduceMin", bottom, counted).with("keepdims", 0).build());
      show(bottom);
      smallest.put(bottom, tensor);
    }
  }

  private String add(String operator, String wish, String... inputs) {
    String name = graph.freshName(wish);
    graph.add(NewNode.of(operator, name, inputs).build());
    return name;
  }

  private String number(String wish, float value) {
    String name = graph.freshName(wish);
    graph.put(WeightNumbers.tensor(name, List.of(), value));
    return name;
  }

  private void show(String name) {
    graph.shell().getGraphBuilder().addOutputBuilder().setName(name);
  }

  private Map<String, TensorReach> run(SampleFeed samples) throws OrtException, IOException {
    Map<String, TensorReach> reaches = new HashMap<>();
    try (WatchedGraph watched = WatchedGraph.of(graph.model().toByteArray(), 1, samples.limit())) {
      for (int sample = 0; sample < samples.count(); sample++) {
        watched.run(
            samples.at(sample),
            (spec, values) -> note(reaches, spec.name(), values.asFloatBuffer()));
      }
    }
    return reaches;
  }

  private void note(Map<String, TensorReach> reaches, String output, FloatBuffer values) {
    Boolean sensitive = looked.get(output);
    String top = largest.get(output);
    String bottom = smallest.get(output);
    if (sensitive != null) {
      reaches.merge(output, reach(values, sensitive), TensorReach::and);
    } else if (top != null) {
      reaches.merge(top, new TensorReach(values.get(0), Float.MAX_VALUE), TensorReach::and);
    } else if (bottom != null) {
      reaches.merge(bottom, new TensorReach(0, values.get(0)), TensorReach::and);
    }
  }

  private static TensorReach reach(FloatBuffer values, boolean sensitive) {
    float top = 0;
    float bottom = Float.MAX_VALUE;
    while (values.hasRemaining()) {
      float size = Math.abs(values.get());
      top = Math.max(top, size);
      if (sensitive && size > 0) {
        bottom = Math.min(bottom, size);
      }
    }
    return new TensorReach(top, bottom);
  }
}
