package dev.gantry.converter.observe;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.graph.NewNode;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.inference.GraphTypes;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.WatchedGraph;
import java.io.IOException;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Type and shape of every tensor that the nodes of a main graph make, for the shapes of one sample.
 * Asked of the runtime, which knows every operator, instead of inferred by rules of our own.
 */
public final class ObservedTensor {
  private final Map<String, TensorSpec> specs;

  private ObservedTensor(Map<String, TensorSpec> specs) {
    this.specs = specs;
  }

  /** For the shapes of the first sample. */
  public static ObservedTensor of(OnnxMl.ModelProto model, SampleFeed samples)
      throws OrtException, IOException {
    List<Tensor> sample = samples.at(0);
    InferenceLimit limit = samples.limit();
    Map<String, TensorSpec> specs = new LinkedHashMap<>();
    sample.forEach(tensor -> specs.put(tensor.name(), tensor.spec()));
    Map<String, TensorSpec> inferred = inferred(model, limit);
    // Shapes alone are asked for: all tensors at once could fill the memory. And only those that do
    // not follow from the operators: thousands of questions are slow to load.
    Graph graph = Graph.of(model);
    Map<String, TensorSpec> asked = new LinkedHashMap<>();
    graph.shell().getGraphBuilder().clearOutput();
    inferred.forEach(
        (tensor, spec) -> {
          if (isWhole(spec)) {
            specs.put(tensor, spec);
            return;
          }
          String name = graph.freshName(tensor + "_shape");
          asked.put(name, spec);
          graph.add(NewNode.of("Shape", name, tensor).build());
          graph.shell().getGraphBuilder().addOutputBuilder().setName(name);
        });
    if (!asked.isEmpty()) {
      try (WatchedGraph watched = WatchedGraph.of(graph.model().toByteArray(), 1, limit)) {
        watched.run(
            sample,
            (answer, values) -> {
              List<Long> shape = new ArrayList<>();
              LongBuffer sides = values.asLongBuffer();
              while (sides.hasRemaining()) {
                shape.add(sides.get());
              }
              Optional.ofNullable(asked.get(answer.name()))
                  .map(spec -> new TensorSpec(spec.name(), spec.type(), shape))
                  .ifPresent(spec -> specs.put(spec.name(), spec));
            });
      }
    }
    return new ObservedTensor(specs);
  }

  /** The runtime says the same of a scalar and of what it knows no rank of. */
  private static boolean isWhole(TensorSpec spec) {
    return !spec.shape().isEmpty() && spec.shape().stream().allMatch(side -> side >= 0);
  }

  /** Absent for weights, for what is no tensor of numbers, and for what the graph does not have. */
  public Optional<TensorSpec> of(String tensor) {
    return Optional.ofNullable(specs.get(tensor));
  }

  public boolean isFloat(String tensor) {
    return of(tensor).filter(spec -> spec.type() == ElementType.FLOAT32).isPresent();
  }

  /** Of all that nodes make and that is a tensor of numbers; sides that are not known are -1. */
  private static Map<String, TensorSpec> inferred(OnnxMl.ModelProto model, InferenceLimit limit)
      throws OrtException {
    Graph graph = Graph.of(model);
    OnnxMl.GraphProto.Builder shell = graph.shell().getGraphBuilder().clearOutput();
    for (GraphNode node : graph.nodes()) {
      for (String output : node.outputs()) {
        if (!output.isEmpty()) {
          shell.addOutputBuilder().setName(output);
        }
      }
    }
    if (graph.outputs().isEmpty()) {
      return Map.of();
    }
    List<OnnxMl.ValueInfoProto> told = shell.getValueInfoList();
    // What a file says of the shapes inside it need not be true.
    shell.clearValueInfo();
    try {
      return GraphTypes.specs(graph.model().toByteArray(), limit);
    } catch (OrtException e) {
      if (told.isEmpty()) {
        throw e;
      }
      // There is an operator whose types only the file tells; its shapes are asked for.
      shell.addAllValueInfo(told);
      Map<String, TensorSpec> specs =
          new LinkedHashMap<>(GraphTypes.specs(graph.model().toByteArray(), limit));
      specs.replaceAll((name, spec) -> new TensorSpec(name, spec.type(), List.of()));
      return specs;
    }
  }
}
