package dev.gantry.converter.plan;

import dev.gantry.converter.graph.GraphNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the rule of a plan for each node of one graph, by the names of the nodes. */
public record PlannedNodes(Map<String, PlanFile.Rule> rules) {
  public PlannedNodes {
    rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
  }

  public Optional<NodePrecision> precision(GraphNode node) {
    return rule(node).map(PlanFile.Rule::precision);
  }

  public Optional<PlanFile.Rule> rule(GraphNode node) {
    return Optional.ofNullable(rules.get(node.name()));
  }
}
