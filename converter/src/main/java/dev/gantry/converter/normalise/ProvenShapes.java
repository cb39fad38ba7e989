package dev.gantry.converter.normalise;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.inference.GraphTypes;
import dev.gantry.inference.InferenceLimit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Type and shape of tensors as they must be whatever the numbers are; an unknown side is -1. That
 * tells them from the shapes of one sample, which may be chance.
 */
final class ProvenShapes {
  static final ProvenShapes NONE = new ProvenShapes(Map.of(), Set.of());

  private final Map<String, TensorSpec> specs;
  private final Set<String> unsure;

  private ProvenShapes(Map<String, TensorSpec> specs, Set<String> unsure) {
    this.specs = specs;
    this.unsure = unsure;
  }

  static ProvenShapes of(OnnxMl.ModelProto model, InferenceLimit limit) throws OrtException {
    Map<String, TensorSpec> specs = new HashMap<>();
    Graph graph = Graph.of(model);
    graph.shell().getGraphBuilder().clearOutput();
    for (GraphNode node : graph.nodes()) {
      for (String output : node.outputs()) {
        if (!output.isEmpty()) {
          graph.shell().getGraphBuilder().addOutputBuilder().setName(output);
        }
      }
    }
    Set<String> unsure = new HashSet<>();
    graph.inputs().forEach(input -> declared(input).ifPresent(s -> specs.put(s.name(), s)));
    if (!graph.outputs().isEmpty()) {
      specs.putAll(GraphTypes.specs(graph.model().toByteArray(), limit));
      // The runtime says the same of a scalar and of what it knows no rank of.
      specs.values().stream()
          .filter(spec -> spec.shape().isEmpty())
          .forEach(spec -> unsure.add(spec.name()));
    }
    for (OnnxMl.TensorProto weight : model.getGraph().getInitializerList()) {
      type(weight.getDataType())
          .map(type -> new TensorSpec(weight.getName(), type, weight.getDimsList()))
          .ifPresent(
              spec -> {
                specs.put(spec.name(), spec);
                unsure.remove(spec.name());
              });
    }
    return new ProvenShapes(specs, unsure);
  }

  /** Absent for what is no tensor of numbers, and inside bodies. */
  Optional<ElementType> type(String tensor) {
    return Optional.ofNullable(specs.get(tensor)).map(TensorSpec::type);
  }

  /** Absent where not even the rank is known. */
  Optional<List<Long>> sides(String tensor) {
    return Optional.ofNullable(specs.get(tensor))
        .filter(spec -> !unsure.contains(tensor))
        .map(TensorSpec::shape);
  }

  /** Absent unless every side is known. */
  Optional<List<Long>> fixed(String tensor) {
    return sides(tensor).filter(shape -> shape.stream().allMatch(side -> side >= 0));
  }

  private static Optional<TensorSpec> declared(OnnxMl.ValueInfoProto input) {
    OnnxMl.TypeProto.Tensor tensor = input.getType().getTensorType();
    if (!input.getType().hasTensorType() || !tensor.hasShape()) {
      return Optional.empty();
    }
    List<Long> sides =
        tensor.getShape().getDimList().stream()
            .map(side -> side.hasDimValue() && side.getDimValue() >= 0 ? side.getDimValue() : -1L)
            .toList();
    return type(tensor.getElemType()).map(type -> new TensorSpec(input.getName(), type, sides));
  }

  static Optional<ElementType> type(int number) {
    OnnxMl.TensorProto.DataType type = OnnxMl.TensorProto.DataType.forNumber(number);
    if (type == null) {
      return Optional.empty();
    }
    return switch (type) {
      case FLOAT -> Optional.of(ElementType.FLOAT32);
      case DOUBLE -> Optional.of(ElementType.FLOAT64);
      default -> ElementType.ofLabel(type.name().toLowerCase(java.util.Locale.ROOT));
    };
  }

  static int number(ElementType type) {
    return switch (type) {
      case FLOAT32 -> OnnxMl.TensorProto.DataType.FLOAT_VALUE;
      case FLOAT64 -> OnnxMl.TensorProto.DataType.DOUBLE_VALUE;
      default -> OnnxMl.TensorProto.DataType.valueOf(type.name()).getNumber();
    };
  }
}
