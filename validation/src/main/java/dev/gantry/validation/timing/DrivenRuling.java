package dev.gantry.validation.timing;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Scenario;
import dev.gantry.validation.judgement.BoardEvidence.Evidence;
import dev.gantry.validation.ruling.Ruling;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Rules on what is timed when the engine is driven otherwise than one query after another. */
public record DrivenRuling(List<Scenario> scenarios, Evidence evidence) {
  public Ruling rule(Criterion criterion) {
    if (criterion instanceof Criterion.DeadlineMisses misses) {
      return under(
          Scenario.Periodic.class,
          drive -> new DeadlineCheck(misses, drive).rule(evidence.driven(drive)));
    }
    if (criterion instanceof Criterion.Throughput throughput) {
      return under(
          Scenario.Offline.class,
          drive -> new ThroughputCheck(throughput, drive).rule(evidence.driven(drive)));
    }
    if (criterion instanceof Criterion.SoakLatency soak) {
      return under(
          Scenario.Soak.class, drive -> new SoakCheck(soak, drive).rule(evidence.driven(drive)));
    }
    if (criterion instanceof Criterion.ColdStart cold) {
      return under(
          Scenario.Cold.class, drive -> new ColdCheck(cold, drive).rule(evidence.driven(drive)));
    }
    throw new IllegalStateException("no rule for " + criterion);
  }

  private <T extends Scenario> Ruling under(Class<T> kind, Function<T, Ruling> rule) {
    Optional<T> planned = scenarios.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    return planned
        .map(rule)
        .orElseGet(
            () ->
                Ruling.unknown(
                    Blame.CONFIGURATION,
                    "the plan limits it and never drives the engine so",
                    "run the release with a release file that says how the engine is driven"));
  }
}
