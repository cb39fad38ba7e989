package dev.gantry.harness.command.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.converter.account.ModelAccount;
import dev.gantry.converter.account.NodeAccount;
import dev.gantry.converter.account.StepAccount;
import dev.gantry.dossier.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes what a model computes, node by node: in which precision, how much, in which steps. */
public record ModelFacts(ModelAccount account) {
  /** In all; the nodes themselves are only told to machines, or on request. */
  public void sum(ObjectNode node) {
    put(node, "multiply-adds", account.multiplyAdds());
    if (account.multiplyAdds().isPresent() && account.uncounted() > 0) {
      node.put("uncounted", account.uncounted());
    }
    Map<String, Long> computed = new TreeMap<>();
    account.nodes().forEach(one -> computed.merge(one.precision().toString(), 1L, Long::sum));
    ObjectNode precisions = node.putObject("precisions");
    computed.forEach(precisions::put);
    ObjectNode shares = node.putObject("shares");
    account
        .shares()
        .forEach(
            (precision, share) ->
                shares.put(
                    precision.toString(), String.format(Locale.ROOT, "%.1f %%", 100 * share)));
    long steps = account.nodes().stream().filter(one -> one.step().isPresent()).count();
    if (steps > 0) {
      node.put("quantizers", steps);
    }
  }

  public void table(ArrayNode table) {
    for (NodeAccount one : account.nodes()) {
      ObjectNode row = table.addObject().put("name", one.name()).put("operator", one.operator());
      row.put("precision", one.precision().toString());
      put(row, "multiply-adds", one.multiplyAdds());
      one.step().ifPresent(step -> step(row.putObject("step"), step));
    }
  }

  private static void step(ObjectNode row, StepAccount step) {
    row.put("tensor", step.tensor()).put("steps", step.steps());
    row.put("smallest", step.smallest()).put("largest", step.largest());
    put(row, "zero-point", step.zeroPoint());
    put(row, "axis", step.axis());
  }

  public List<String> lines() {
    int name = width(account.nodes().stream().map(NodeAccount::name));
    int operator = width(account.nodes().stream().map(NodeAccount::operator));
    String format = "  %-" + name + "s  %-" + operator + "s  %-13s  %13s  %s";
    List<String> lines = new ArrayList<>();
    lines.add(String.format(format, "node", "operator", "precision", "multiply-adds", "step"));
    for (NodeAccount one : account.nodes()) {
      String row =
          String.format(
              format,
              PrintableText.line(one.name()),
              PrintableText.line(one.operator()),
              one.precision(),
              one.multiplyAdds().isPresent() ? one.multiplyAdds().getAsLong() : "\u2013",
              words(one.step()));
      lines.add(row.stripTrailing());
    }
    return lines;
  }

  private static int width(Stream<String> words) {
    return Math.max(8, words.map(PrintableText::line).mapToInt(String::length).max().orElse(0));
  }

  private static String words(Optional<StepAccount> step) {
    return step.map(
            one ->
                one.steps() == 1
                    ? String.format(
                        Locale.ROOT,
                        "%.4g, zero at %s",
                        one.smallest(),
                        one.zeroPoint().isPresent() ? one.zeroPoint().getAsLong() : "?")
                    : String.format(
                        Locale.ROOT,
                        "%d of %.4g to %.4g",
                        one.steps(),
                        one.smallest(),
                        one.largest()))
        .orElse("");
  }

  /** What is unknown is null, never 0. */
  private static void put(ObjectNode node, String key, OptionalLong value) {
    if (value.isPresent()) {
      node.put(key, value.getAsLong());
    } else {
      node.putNull(key);
    }
  }
}
