package dev.gantry.converter.half;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.gantry.converter.graph.Graph;
import dev.gantry.dossier.tensor.ElementType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Float16 as a type: a tensor has one or the other, and one Cast serves all who want both. */
final class TypedVersions implements TensorVersions {
  private final HalfLayout layout;
  private final Graph graph;
  private final WeightVersions weights;
  private final Map<String, String> halves = new HashMap<>();
  private final Map<String, String> fulls = new HashMap<>();
  private final Set<String> cast = new HashSet<>();

  TypedVersions(HalfLayout layout, WeightVersions weights) {
    this.layout = layout;
    this.graph = layout.graph();
    this.weights = weights;
  }

  @Override
  public String half(String tensor) {
    if (graph.weight(tensor).isPresent()) {
      return weights.half(tensor);
    }
    if (isHalf(tensor)) {
      return halfName(tensor);
    }
    Optional<String> before = beforeCast(tensor);
    if (before.isPresent()) {
      return before.get();
    }
    cast(fullName(tensor), halfName(tensor), DataType.FLOAT16_VALUE);
    return halfName(tensor);
  }

  @Override
  public String full(String tensor) {
    if (isHalf(tensor)) {
      cast(halfName(tensor), fullName(tensor), DataType.FLOAT_VALUE);
    }
    return fullName(tensor);
  }

  @Override
  public String either(String tensor) {
    return isHalf(tensor) ? halfName(tensor) : fullName(tensor);
  }

  @Override
  public String made(String tensor, boolean half, boolean exact) {
    return half ? halfName(tensor) : fullName(tensor);
  }

  @Override
  public void end(String tensor) {
    if (!layout.ends().contains(tensor)) {
      full(tensor);
    } else if (!isHalf(tensor) && graph.weight(tensor).isEmpty()) {
      cast(fullName(tensor), halfName(tensor), DataType.FLOAT16_VALUE);
    }
  }

  private boolean isHalf(String tensor) {
    return layout.made().contains(tensor);
  }

  /** The float16, or float32 that has one, that a Cast of the model itself made float32. */
  private Optional<String> beforeCast(String tensor) {
    Optional<String> source =
        graph.producer(tensor).filter(node -> node.is("Cast")).flatMap(node -> node.input(0));
    if (source.isEmpty()) {
      return source;
    }
    boolean half =
        layout
            .ports()
            .facts()
            .of(source.get())
            .filter(spec -> spec.type() == ElementType.FLOAT16)
            .isPresent();
    return half || isHalf(source.get()) ? source.map(this::ofSource) : Optional.empty();
  }

  private String ofSource(String source) {
    return isHalf(source) ? halfName(source) : source;
  }

  private void cast(String from, String to, int type) {
    if (cast.add(to)) {
      graph.add(CastNodes.of(graph, from, to, type));
    }
  }

  /** The tensor keeps its name for what it is made as, unless that has to mean something else. */
  private String halfName(String tensor) {
    boolean own =
        layout.ends().contains(tensor) || (isHalf(tensor) && !layout.fixed().contains(tensor));
    return own ? tensor : halves.computeIfAbsent(tensor, name -> graph.freshName(name + "_fp16"));
  }

  private String fullName(String tensor) {
    return halfName(tensor).equals(tensor)
        ? fulls.computeIfAbsent(tensor, name -> graph.freshName(name + "_fp32"))
        : tensor;
  }
}
