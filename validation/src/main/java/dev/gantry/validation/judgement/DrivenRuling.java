package dev.gantry.validation.judgement;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Scenario;
import dev.gantry.validation.judgement.BoardEvidence.Evidence;
import dev.gantry.validation.ruling.Ruling;
import dev.gantry.validation.timing.ColdCheck;
import dev.gantry.validation.timing.DeadlineCheck;
import dev.gantry.validation.timing.SoakCheck;
import dev.gantry.validation.timing.ThroughputCheck;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Rules on what is timed when the engine is driven otherwise than one query after another. */
record DrivenRuling(List<Scenario> scenarios, Evidence evidence) {
  Ruling rule(Criterion.DeadlineMisses misses) {
    return under(
        Scenario.Periodic.class,
        drive -> new DeadlineCheck(misses, drive).rule(evidence.driven(drive)));
  }

  Ruling rule(Criterion.Throughput throughput) {
    return under(
        Scenario.Offline.class,
        drive -> new ThroughputCheck(throughput, drive).rule(evidence.driven(drive)));
  }

  Ruling rule(Criterion.SoakLatency soak) {
    return under(
        Scenario.Soak.class, drive -> new SoakCheck(soak, drive).rule(evidence.driven(drive)));
  }

  Ruling rule(Criterion.ColdStart cold) {
    return under(
        Scenario.Cold.class, drive -> new ColdCheck(cold, drive).rule(evidence.driven(drive)));
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
