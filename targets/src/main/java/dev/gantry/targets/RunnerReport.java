package dev.gantry.targets;

import dev.gantry.runner.wire.RunnerLine;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a runner said until its explicit end, by the name of its work. */
public record RunnerReport(
    String name, SortedMap<String, String> facts, Map<String, RunnerLine.Wrote> files) {
  public RunnerReport {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    files = Map.copyOf(files);
  }

  public Optional<String> fact(String key) {
    return Optional.ofNullable(facts.get(key));
  }
}
