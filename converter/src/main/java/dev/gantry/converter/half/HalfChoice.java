package dev.gantry.converter.half;

import dev.gantry.converter.emit.EmittedGraph.KeptNode;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.converter.plan.NodePrecision;
import dev.gantry.converter.plan.PlanFile;
import dev.gantry.converter.plan.PlannedNodes;
import dev.gantry.dossier.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Settles for each node whether it computes in float16: what it can, then the plan, then harm. */
final class HalfChoice {
  private final Graph graph;
  private final FloatPorts ports;
  private final Map<GraphNode, String> harm;
  private final PlannedNodes planned;
  private final Map<GraphNode, HalfPorts> halves = new LinkedHashMap<>();
  private final Map<GraphNode, String> kept = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  HalfChoice(Graph graph, FloatPorts ports, Map<GraphNode, String> harm, PlannedNodes planned) {
    this.graph = graph;
    this.ports = ports;
    this.harm = harm;
    this.planned = planned;
  }

  /** Those that are left as they are take no part. */
  void make(Set<GraphNode> left) {
    for (GraphNode node : graph.nodes()) {
      if (!left.contains(node)) {
        choose(node);
      }
    }
    for (GraphNode node : graph.nodes()) {
      if (QuantizedRegions.isDequantize(node) && halves.containsKey(node) && onlyKeptRead(node)) {
        halves.remove(node);
        kept.put(node, "all that reads it stays in float32");
      }
    }
  }

  private void choose(GraphNode node) {
    HalfPorts open = ports.of(node);
    Optional<PlanFile.Rule> rule = planned.rule(node);
    boolean asked = rule.filter(r -> r.precision() == NodePrecision.FP16).isPresent();
    boolean refused = rule.filter(r -> r.precision() == NodePrecision.FP32).isPresent();
    Optional<String> harmed = Optional.ofNullable(harm.get(node));
    if (open.obstacle().isPresent()) {
      kept.put(node, open.obstacle().get());
      if (asked) {
        problems.add(
            Problem.in(
                "precision plan",
                "asks for fp16 of " + node + ": " + open.obstacle().get(),
                "leave the node out of the rule " + rule.orElseThrow()));
      }
    } else if (open.isEmpty()) {
      return;
    } else if (refused) {
      kept.put(
          node,
          "the plan says so" + rule.flatMap(PlanFile.Rule::why).map(why -> ": " + why).orElse(""));
    } else if (harmed.isPresent() && !asked) {
      kept.put(node, harmed.get());
    } else {
      halves.put(node, open);
      harmed.ifPresent(
          why -> remarks.add(node + " computes in float16 as the plan says, though " + why));
    }
  }

  /** Those that may still be kept: the plan asked for none of them. */
  Map<GraphNode, HalfPorts> free() {
    Map<GraphNode, HalfPorts> free = new LinkedHashMap<>(halves);
    free.keySet().removeIf(node -> planned.precision(node).isPresent());
    return free;
  }

  /** Keeps those of which it was heard what they cost: the decibel that each leaves alone. */
  void keep(Map<Integer, Double> loudest) {
    List<GraphNode> nodes = graph.nodes();
    loudest.forEach(
        (index, alone) -> {
          halves.remove(nodes.get(index));
          kept.put(
              nodes.get(index),
              String.format(
                  Locale.ROOT,
                  "its rounding alone leaves %.1f dB of the worst output, and only %d nodes cost as"
                      + " much",
                  alone,
                  loudest.size()));
        });
  }

  /** Says what all rounding together costs, where that is much. */
  void tell(double noise, double wanted) {
    boolean quantized = graph.nodes().stream().anyMatch(node -> node.is("QuantizeLinear"));
    if (quantized) {
      // There float16 moves values over the edges of int8 steps, which costs nothing beside int8.
      return;
    }
    double left = -10 * Math.log10(noise);
    double usual = wanted > 0 ? wanted : HalfEmission.FAITHFUL;
    if (left < usual) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "float16 leaves %.1f dB of the worst output on a few samples, less than %.0f",
              left,
              usual));
    }
  }

  private boolean onlyKeptRead(GraphNode node) {
    List<GraphNode> readers = graph.readers(node.output());
    return !readers.isEmpty() && readers.stream().noneMatch(halves::containsKey);
  }

  Map<GraphNode, HalfPorts> halves() {
    return halves;
  }

  List<Problem> problems() {
    return problems;
  }

  List<String> remarks() {
    return remarks;
  }

  List<KeptNode> kept() {
    return kept.entrySet().stream()
        .map(entry -> KeptNode.inFloat(entry.getKey(), entry.getValue()))
        .toList();
  }
}
