package dev.gantry.targets.telemetry;

import dev.gantry.dossier.Expectation;
import dev.gantry.dossier.Expectation.Clocks;
import dev.gantry.targets.probe.BoardFact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Holds what was seen on a board over a whole run. What was not seen is absent. */
public record TelemetrySummary(SortedMap<String, String> facts) {
  /** Clocks are measured by counting over a short while, which is not exact. */
  private static final double STEADY = 0.97;

  /** Of one core, over the whole run: what one other process may use, and all of them. */
  private static final double BUSIEST_PERCENT = 10;

  private static final double TOTAL_PERCENT = 25;

  public TelemetrySummary {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
  }

  /** What happened while it ran that must not have, in words. */
  public List<String> violations(Expectation expectation) {
    if (expectation.equals(Expectation.NOTHING)) {
      return List.of();
    }
    if (number(BoardFact.SAMPLES).orElse(0.0) < 1) {
      return List.of("cannot tell what happened on the board during the run: nothing was watched");
    }
    List<String> violations = new ArrayList<>();
    word(BoardFact.THROTTLING)
        .filter(words -> !words.equals("none"))
        .ifPresent(
            words ->
                violations.add(
                    "the board slowed itself down during the run ("
                        + words
                        + "); look at its cooling and its power supply"));
    if (expectation.clocks().equals(Optional.of(Clocks.LOCKED))) {
      for (String kind : List.of("cpu", "gpu", "memory-bus")) {
        fell(kind).ifPresent(violations::add);
      }
    }
    if (expectation.alone()) {
      others().ifPresent(violations::add);
    }
    return List.copyOf(violations);
  }

  private Optional<String> fell(String kind) {
    Optional<Double> lowest = number("clock." + kind + ".lowest-megahertz");
    Optional<Double> highest = number("clock." + kind + ".highest-megahertz");
    if (word(BoardFact.CLOCKS_MEASURED).isEmpty()
        || lowest.isEmpty()
        || highest.isEmpty()
        || lowest.get() >= STEADY * highest.get()) {
      return Optional.empty();
    }
    return Optional.of(
        "the clock of "
            + (kind.equals("memory-bus")
                ? "the memory"
                : "the " + kind.toUpperCase(java.util.Locale.ROOT))
            + " fell from "
            + facts.get("clock." + kind + ".highest-megahertz")
            + " to "
            + facts.get("clock." + kind + ".lowest-megahertz")
            + " MHz during the run, locked clocks are expected; see whether heat, power or another"
            + " program lowers it");
  }

  private Optional<String> others() {
    Optional<Double> total = number(BoardFact.OTHERS_TOTAL);
    Optional<Double> busiest = number(BoardFact.OTHERS_BUSIEST_PERCENT);
    if (total.isEmpty()) {
      return Optional.of("cannot tell what else ran on the board during the run: /proc was silent");
    }
    if (total.get() <= TOTAL_PERCENT && busiest.orElse(0.0) <= BUSIEST_PERCENT) {
      return Optional.empty();
    }
    return Optional.of(
        "others used "
            + facts.get(BoardFact.OTHERS_TOTAL.key())
            + " % of a core during the run"
            + word(BoardFact.OTHERS_BUSIEST)
                .map(
                    who ->
                        ", the busiest of them "
                            + who
                            + " with "
                            + facts.get(BoardFact.OTHERS_BUSIEST_PERCENT.key())
                            + " %")
                .orElse("")
            + ", nothing else is expected to run; stop it while the board is measured");
  }

  private Optional<String> word(BoardFact fact) {
    return Optional.ofNullable(facts.get(fact.key()));
  }

  private Optional<Double> number(BoardFact fact) {
    return number(fact.key());
  }

  private Optional<Double> number(String key) {
    return Optional.ofNullable(facts.get(key)).map(Double::valueOf);
  }
}
