package dev.gantry.converter.observe;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.NewNode;
import dev.gantry.converter.graph.Node;
import dev.gantry.dossier.ElementType;
import dev.gantry.dossier.Tensor;
import dev.gantry.dossier.TensorSpec;
import dev.gantry.runner.GraphTypes;
import dev.gantry.runner.WatchedGraph;
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
public final class TensorFacts {
  private final Map<String, TensorSpec> specs;

  private TensorFacts(Map<String, TensorSpec> specs) {
    this.specs = specs;
  }

  public static TensorFacts of(OnnxMl.ModelProto model, List<Tensor> sample) throws OrtException {
    Map<String, TensorSpec> specs = new LinkedHashMap<>();
    sample.forEach(tensor -> specs.put(tensor.name(), tensor.spec()));
    Map<String, ElementType> types = types(model);
    // Shapes alone are asked for: all tensors at once could fill the memory.
    Graph graph = Graph.of(model);
    Map<String, String> asked = new LinkedHashMap<>();
    graph.shell().getGraphBuilder().clearOutput();
    for (String tensor : types.keySet()) {
      String name = graph.freshName(tensor + "_shape");
      asked.put(name, tensor);
      graph.add(NewNode.of("Shape", name, tensor).build());
      graph.shell().getGraphBuilder().addOutputBuilder().setName(name);
    }
    if (!asked.isEmpty()) {
      try (WatchedGraph watched = WatchedGraph.of(graph.model().toByteArray(), 1)) {
        watched.run(
            sample,
            (spec, values) -> {
              String tensor = asked.getOrDefault(spec.name(), "");
              List<Long> shape = new ArrayList<>();
              LongBuffer sides = values.asLongBuffer();
              while (sides.hasRemaining()) {
                shape.add(sides.get());
              }
              Optional.ofNullable(types.get(tensor))
                  .ifPresent(type -> specs.put(tensor, new TensorSpec(tensor, type, shape)));
            });
      }
    }
    return new TensorFacts(specs);
  }

  /** Absent for weights, for what is no tensor of numbers, and for what the graph does not have. */
  public Optional<TensorSpec> of(String tensor) {
    return Optional.ofNullable(specs.get(tensor));
  }

  public boolean isFloat(String tensor) {
    return of(tensor).filter(spec -> spec.type() == ElementType.FLOAT32).isPresent();
  }

  private static Map<String, ElementType> types(OnnxMl.ModelProto model) throws OrtException {
    Graph graph = Graph.of(model);
    graph.shell().getGraphBuilder().clearOutput();
    for (Node node : graph.nodes()) {
      for (String output : node.outputs()) {
        if (!output.isEmpty()) {
          graph.shell().getGraphBuilder().addOutputBuilder().setName(output);
        }
      }
    }
    if (graph.outputs().isEmpty()) {
      return Map.of();
    }
    return GraphTypes.outputs(graph.model().toByteArray());
  }
}
