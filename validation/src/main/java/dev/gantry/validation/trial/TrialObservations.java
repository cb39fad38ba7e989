package dev.gantry.validation.trial;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.RunnerReport;
import dev.gantry.targets.link.RackTrouble;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts together what all processes of a trial said: of some facts the first, of others the worst.
 */
final class TrialObservations {
  private static final String DRIFT = "clock.drift-ms";

  private static final long KIBIBYTE = 1024;

  private final String board;
  private final SortedMap<String, String> facts;
  private Optional<ByteCount> peak = Optional.empty();
  private Optional<Duration> load = Optional.empty();
  private boolean first = true;

  TrialObservations(String board, SortedMap<String, String> facts) {
    this.board = board;
    this.facts = new TreeMap<>(facts);
  }

  /** What a board says may be anything; it ends this trial at most. */
  void add(RunnerReport report) throws RigException {
    if (first) {
      facts.putAll(report.facts());
      load = number(report, "load.ns").map(Duration::ofNanos);
      first = false;
    }
    number(report, DRIFT)
        .ifPresent(drift -> facts.merge(DRIFT, String.valueOf(drift), TrialObservations::worse));
    Optional<ByteCount> told =
        number(report, "memory.peak-kib").map(kib -> new ByteCount(kib * KIBIBYTE));
    if (peak.isEmpty() || (told.isPresent() && told.get().compareTo(peak.get()) > 0)) {
      peak = told.or(() -> peak);
    }
  }

  SortedMap<String, String> facts() {
    return facts;
  }

  Optional<ByteCount> peak() {
    return peak;
  }

  Optional<Duration> load() {
    return load;
  }

  private Optional<Long> number(RunnerReport report, String key) throws RigException {
    Optional<String> said = report.fact(key);
    // Fifteen digits: a week in nanoseconds, more memory than there is, and no overflow.
    if (said.isPresent()
        && !said.get().matches(key.equals(DRIFT) ? "-?[0-9]{1,15}" : "[0-9]{1,15}")) {
      throw RackTrouble.at(
          board,
          "the runner says " + key + " is '" + said.get() + "', which is no such number",
          "look at " + TrialRun.LOG + " of this trial; is that the runner's own output?");
    }
    return said.map(Long::parseLong);
  }

  private static String worse(String old, String fresh) {
    return Math.abs(Long.parseLong(old)) >= Math.abs(Long.parseLong(fresh)) ? old : fresh;
  }
}
