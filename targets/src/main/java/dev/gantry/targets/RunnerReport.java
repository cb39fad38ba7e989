package dev.gantry.targets;

import dev.gantry.runner.wire.RunnerLine;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holds what a runner said until its explicit end, by the name of its work.
 *
 * @param files what it wrote
 * @param here those of them that lie on this computer already
 * @param telemetry in which the board was watched meanwhile, as the board tells of it
 */
public record RunnerReport(
    String name,
    SortedMap<String, String> facts,
    Map<String, RunnerLine.Wrote> files,
    Map<String, Path> here,
    Optional<RunnerLine.Wrote> telemetry) {
  public RunnerReport {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    files = Map.copyOf(files);
    here = Map.copyOf(here);
  }

  public Optional<String> fact(String key) {
    return Optional.ofNullable(facts.get(key));
  }
}
