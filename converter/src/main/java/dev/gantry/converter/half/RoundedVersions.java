package dev.gantry.converter.half;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.gantry.converter.graph.Graph;
import java.util.HashMap;
import java.util.Map;

/**
 * Float16 as rounding: all stays float32, and a Cast there and back leaves of each result what
 * float16 would hold of it, infinity included.
 */
final class RoundedVersions implements TensorVersions {
  private final HalfLayout layout;
  private final Graph graph;
  private final WeightVersions weights;
  private final Map<String, String> values = new HashMap<>();
  private final Map<String, String> rounded = new HashMap<>();

  RoundedVersions(HalfLayout layout, WeightVersions weights) {
    this.layout = layout;
    this.graph = layout.graph();
    this.weights = weights;
  }

  @Override
  public String half(String tensor) {
    if (graph.weight(tensor).isPresent()) {
      return weights.half(tensor);
    }
    if (layout.made().contains(tensor)) {
      return full(tensor);
    }
    String known = rounded.get(tensor);
    if (known == null) {
      known = graph.freshName(tensor + "_rounded");
      rounded.put(tensor, known);
      round(full(tensor), tensor, known);
    }
    return known;
  }

  @Override
  public String full(String tensor) {
    if (!layout.ends().contains(tensor)) {
      return tensor;
    }
    return values.computeIfAbsent(tensor, name -> graph.freshName(name + "_fp32"));
  }

  @Override
  public String either(String tensor) {
    return full(tensor);
  }

  @Override
  public String made(String tensor, boolean half, boolean exact) {
    if (!half || exact) {
      return full(tensor);
    }
    String raw = graph.freshName(tensor + "_wide");
    round(raw, tensor, full(tensor));
    return raw;
  }

  @Override
  public void end(String tensor) {
    if (!layout.ends().contains(tensor)) {
      return;
    }
    if (HalfLayout.names(graph.inputs()).contains(tensor)) {
      cast(tensor, full(tensor), DataType.FLOAT_VALUE);
    } else {
      cast(full(tensor), tensor, DataType.FLOAT16_VALUE);
    }
  }

  private void round(String from, String tensor, String to) {
    String between = graph.freshName(tensor + "_fp16");
    cast(from, between, DataType.FLOAT16_VALUE);
    cast(between, to, DataType.FLOAT_VALUE);
  }

  private void cast(String from, String to, int type) {
    graph.add(CastNodes.of(graph, from, to, type));
  }
}
