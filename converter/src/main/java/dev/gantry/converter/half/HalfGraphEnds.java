package dev.gantry.converter.half;

import ai.onnx.proto.OnnxMl;
import dev.gantry.converter.graph.Graph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The inputs and outputs that become float16, and what is said of those that cannot. */
record HalfGraphEnds(Set<String> half, List<String> remarks) {
  static HalfGraphEnds asTheyAre() {
    return new HalfGraphEnds(Set.of(), List.of());
  }

  static HalfGraphEnds of(Graph graph, FloatPorts ports, Map<String, TensorReach> reaches) {
    Set<String> half = new HashSet<>();
    List<String> remarks = new ArrayList<>();
    Set<String> captured = HalfLayout.captured(graph);
    List<OnnxMl.ValueInfoProto> ends = new ArrayList<>(graph.inputs());
    ends.addAll(graph.outputs());
    for (OnnxMl.ValueInfoProto end : ends) {
      String name = end.getName();
      TensorReach reach = reaches.getOrDefault(name, TensorReach.NOWHERE);
      if (!ports.isFloat(name)) {
        continue;
      }
      if (captured.contains(name) || graph.weight(name).isPresent()) {
        remarks.add("'" + name + "' stays float32: graphs inside nodes or weights depend on it");
      } else if (reach.isWide()) {
        remarks.add("'" + name + "' stays float32: it " + reach.wideWords());
      } else {
        half.add(name);
      }
    }
    return new HalfGraphEnds(half, remarks);
  }
}
