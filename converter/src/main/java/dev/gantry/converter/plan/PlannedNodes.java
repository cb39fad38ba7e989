package dev.gantry.converter.plan;

import dev.gantry.converter.graph.Node;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a plan says of the nodes of one graph, by their names. */
public record PlannedNodes(Map<String, PlanFile.Rule> rules) {
  public PlannedNodes {
    rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
  }

  public Optional<NodePrecision> precision(Node node) {
    return rule(node).map(PlanFile.Rule::precision);
  }

  public Optional<PlanFile.Rule> rule(Node node) {
    return Optional.ofNullable(rules.get(node.name()));
  }
}
