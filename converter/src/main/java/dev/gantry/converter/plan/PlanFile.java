package dev.gantry.converter.plan;

import dev.gantry.settings.key.ExactlyOneOf;
import dev.gantry.settings.key.KeyMeaning;
import dev.gantry.settings.key.MayBeEmpty;
import java.util.List;
import java.util.Optional;

/** Holds the contents of a precision plan's file. */
public record PlanFile(
    @KeyMeaning("the form of this file: " + SCHEMA) String schema,
    @KeyMeaning("each node that a rule names has its precision; two must not disagree about one")
        @MayBeEmpty
        List<Rule> rules) {
  public static final String SCHEMA = "gantry.precision-plan/1";

  /** One line of a plan. */
  @ExactlyOneOf({"nodes", "operator"})
  public record Rule(
      @KeyMeaning("a node's name, as 'gantry inspect' tells it; * stands for any letters")
          Optional<String> nodes,
      @KeyMeaning("all nodes of an operator, such as Softmax") Optional<String> operator,
      NodePrecision precision,
      @KeyMeaning("for people, and for the account of what was kept") Optional<String> why) {
    public static Rule nodes(String nodes, NodePrecision precision, String why) {
      return new Rule(Optional.of(nodes), Optional.empty(), precision, Optional.of(why));
    }

    public static Rule operator(String operator, NodePrecision precision, String why) {
      return new Rule(Optional.empty(), Optional.of(operator), precision, Optional.of(why));
    }

    @Override
    public String toString() {
      return nodes.map(name -> "nodes '" + name + "'").orElse("operator " + operator.orElse(""))
          + ": "
          + precision;
    }
  }
}
