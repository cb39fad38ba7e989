package dev.gantry.converter.plan;

import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.graph.GraphNode;
import dev.gantry.dossier.Problem;
import dev.gantry.settings.shape.PartialRecord;
import dev.gantry.settings.tree.NearestWord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Holds the rules of a plan against the nodes of a graph, one after the other. */
final class PlanReading {
  private static final int MOST_NAMED = 8;

  private final Graph graph;
  private final PartialRecord<PlanFile> source;
  private final Map<String, PlanFile.Rule> planned = new LinkedHashMap<>();
  private final Map<String, Integer> places = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  PlanReading(Graph graph, PartialRecord<PlanFile> source) {
    this.graph = graph;
    this.source = source;
  }

  Map<String, PlanFile.Rule> planned() {
    return planned;
  }

  List<Problem> problems() {
    return problems;
  }

  void apply(int place, PlanFile.Rule rule) {
    Predicate<GraphNode> named = named(rule);
    boolean told = false;
    int found = 0;
    for (GraphNode node : graph.nodes()) {
      if (named.test(node)) {
        found++;
        PlanFile.Rule before = planned.putIfAbsent(node.name(), rule);
        int placeBefore = places.computeIfAbsent(node.name(), name -> place);
        // Once: a pattern may be at odds with another on a thousand nodes.
        if (before != null && before.precision() != rule.precision() && !told) {
          told = true;
          disagree(place, rule, placeBefore, before, node);
        }
      }
    }
    if (found == 0) {
      missing(place, rule);
    }
  }

  private static Predicate<GraphNode> named(PlanFile.Rule rule) {
    Optional<NamePattern> pattern = rule.nodes().map(NamePattern::new);
    return pattern.isPresent()
        ? node -> pattern.get().matches(node.name())
        : node -> rule.operator().filter(node.operator()::equals).isPresent();
  }

  private void disagree(
      int place, PlanFile.Rule rule, int placeBefore, PlanFile.Rule before, GraphNode node) {
    OptionalInt line = source.line(PlanFile::rules, placeBefore);
    String where = line.isPresent() ? " in line " + line.getAsInt() : "";
    problems.add(
        source.problem(
            "the rule "
                + rule
                + " and the rule "
                + before
                + where
                + " disagree about node '"
                + node.name()
                + "' ("
                + node.operator()
                + ")",
            "let only one of them name it",
            PlanFile::rules,
            place));
  }

  private void missing(int place, PlanFile.Rule rule) {
    if (rule.operator().isPresent()) {
      Set<String> operators = new TreeSet<>();
      graph.nodes().forEach(node -> operators.add(node.operator()));
      String name = rule.operator().get();
      tell(place, "no node of the graph has the operator '" + name + "'", operators, name);
      return;
    }
    String name = rule.nodes().orElse("");
    List<String> names = graph.nodes().stream().map(GraphNode::name).distinct().toList();
    String what =
        new NamePattern(name).isName()
            ? "the graph has no node '" + name + "'"
            : "no node's name matches '" + name + "'";
    tell(place, what, names, name);
  }

  private void tell(int place, String what, Collection<String> known, String written) {
    NearestWord nearest = new NearestWord(known);
    List<String> some = known.stream().limit(MOST_NAMED).toList();
    String remedy =
        nearest.to(written).isPresent() || known.size() <= MOST_NAMED
            ? nearest.remedy(written)
            : "'gantry inspect --nodes' lists all "
                + known.size()
                + ", such as "
                + String.join(", ", some);
    problems.add(source.problem(what, remedy, PlanFile::rules, place));
  }
}
