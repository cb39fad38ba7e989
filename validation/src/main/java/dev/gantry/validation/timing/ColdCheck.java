package dev.gantry.validation.timing;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Scenario;
import dev.gantry.validation.ruling.Ruling;
import java.util.List;

/** Judges the typical time of a start: the median over fresh processes. */
public record ColdCheck(Criterion.ColdStart criterion, Scenario.Cold scenario) {
  private static final double TYPICAL = 50;
  private static final int PHASES = Criterion.ColdStart.Phase.values().length;

  public Ruling rule(List<RoundTimes> starts) {
    if (starts.size() < scenario.starts()) {
      return Ruling.unknown(
          Blame.RACK,
          starts.size() + " of the " + scenario.starts() + " starts came home",
          "run this cell of the release again");
    }
    if (starts.stream().anyMatch(start -> start.size() != PHASES)) {
      return Ruling.unknown(
          Blame.DATA,
          "a start tells the time of the load and of the first inference, and one tells otherwise",
          "run this cell of the release again");
    }
    int phase =
        switch (criterion.phase()) {
          case LOAD -> 0;
          case FIRST -> 1;
        };
    long[] times = starts.stream().mapToLong(start -> start.nanoseconds()[phase]).toArray();
    Criterion.Latency median =
        new Criterion.Latency(TYPICAL, criterion.limit(), criterion.confidence());
    return new LatencyCheck(median, 1, "starts")
        .rule(SortedTimes.of(List.of(RoundTimes.of(times))));
  }
}
