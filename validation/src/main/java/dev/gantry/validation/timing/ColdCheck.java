package dev.gantry.validation.timing;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Scenario;
import dev.gantry.validation.ruling.Ruling;
import java.util.List;
import java.util.OptionalLong;

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
    PercentileRuling ruling =
        new PercentileRuling(
            median,
            new PercentileProof.Single(TYPICAL, SortedTimes.of(times)),
            1,
            1,
            times.length + " starts");
    return ruling.rule() instanceof Ruling.Unknown unknown
        ? new Ruling.Unknown(
            unknown.value(),
            unknown.blame(),
            unknown.message() + more(ruling, times.length),
            "ask for more starts in release.yaml")
        : ruling.rule();
  }

  private static String more(PercentileRuling undecided, int starts) {
    OptionalLong enough = undecided.enough();
    return enough.isEmpty()
        ? "; no number of starts will settle it: the typical one sits on the limit"
        : "; " + (enough.getAsLong() - starts) + " more starts like these would settle it";
  }
}
