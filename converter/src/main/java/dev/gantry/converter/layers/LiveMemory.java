package dev.gantry.converter.layers;

import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.observe.ObservedTensor;
import dev.gantry.dossier.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Computes how many bytes of tensors are needed at once while nodes run one after the other. */
public final class LiveMemory {
  private final ObservedTensor facts;
  private final List<GraphNode> path;

  public LiveMemory(ObservedTensor facts, List<GraphNode> path) {
    this.facts = facts;
    this.path = List.copyOf(path);
  }

  public long peak() {
    Map<String, Integer> lastReader = new HashMap<>();
    Set<String> made = new HashSet<>();
    for (int index = 0; index < path.size(); index++) {
      for (String read : path.get(index).reads()) {
        lastReader.put(read, index);
      }
    }
    long alive = 0;
    long peak = 0;
    for (int index = 0; index < path.size(); index++) {
      GraphNode node = path.get(index);
      for (String output : node.outputs()) {
        made.add(output);
        alive += lastReader.containsKey(output) ? bytes(output) : 0;
      }
      peak = Math.max(peak, alive);
      for (String read : node.reads()) {
        if (made.contains(read) && Objects.equals(lastReader.get(read), index)) {
          alive -= bytes(read);
        }
      }
    }
    return peak;
  }

  private long bytes(String tensor) {
    return facts.of(tensor).map(spec -> Tensor.byteCount(spec.type(), spec.shape())).orElse(0L);
  }
}
