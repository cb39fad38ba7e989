package dev.gantry.converter.half;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.NewNode;
import dev.gantry.converter.graph.Numbers;
import dev.gantry.converter.observe.Samples;
import dev.gantry.runner.WatchedGraph;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures how far tensors reach while a graph runs. The graph itself reduces each to two numbers,
 * so that no tensor has to be kept.
 */
final class Reaches {
  private static final long FIRST_WHERE = 9;

  private final Graph graph;
  private final Map<String, String> largest = new HashMap<>();
  private final Map<String, String> smallest = new HashMap<>();

  private Reaches(OnnxMl.ModelProto model) {
    this.graph = Graph.of(model);
    graph.shell().getGraphBuilder().clearOutput();
  }

  static Map<String, Reach> of(
      OnnxMl.ModelProto model, Set<String> tensors, Set<String> sensitive, Samples samples)
      throws OrtException, IOException {
    Reaches reaches = new Reaches(model);
    for (String tensor : tensors) {
      reaches.watch(tensor, sensitive.contains(tensor));
    }
    return tensors.isEmpty() ? Map.of() : reaches.run(samples);
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
    graph.put(Numbers.tensor(name, List.of(), value));
    return name;
  }

  private void show(String name) {
    graph.shell().getGraphBuilder().addOutputBuilder().setName(name);
  }

  private Map<String, Reach> run(Samples samples) throws OrtException, IOException {
    Map<String, Reach> reaches = new HashMap<>();
    try (WatchedGraph watched = WatchedGraph.of(graph.model().toByteArray(), 1)) {
      for (int sample = 0; sample < samples.count(); sample++) {
        watched.run(
            samples.at(sample),
            (spec, values) -> note(reaches, spec.name(), values.asFloatBuffer().get(0)));
      }
    }
    return reaches;
  }

  private void note(Map<String, Reach> reaches, String output, float value) {
    String top = largest.get(output);
    String bottom = smallest.get(output);
    if (top != null) {
      reaches.merge(top, new Reach(value, Float.MAX_VALUE), Reach::and);
    } else if (bottom != null) {
      reaches.merge(bottom, new Reach(0, value), Reach::and);
    }
  }
}
