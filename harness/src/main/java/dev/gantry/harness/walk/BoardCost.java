package dev.gantry.harness.walk;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Scenario;
import dev.gantry.validation.timing.LookSchedule;
import java.time.Duration;

/**
 * Estimates how much of a board's time a cell will take. Scenarios of a length say it themselves;
 * what a query takes is known only roughly before it is measured.
 */
record BoardCost(ReleasePlan plan) {
  private static final Duration START = Duration.ofSeconds(2);
  private static final long NANOS_A_QUERY = 20_000;

  /**
   * Only good enough to begin with the longest: slow memory of a small board reads a byte of the
   * weights in a nanosecond.
   */
  Duration of(PlannedCell planned, ByteCount weights) {
    Duration query = Duration.ofNanos(NANOS_A_QUERY + weights.bytes());
    return of(planned, query, LookSchedule.upTo(plan.scenario().rounds()).first());
  }

  /** Where its queries take so long, and so many rounds of them are needed. */
  Duration of(PlannedCell planned, Duration query, int rounds) {
    int samples = plan.model(planned.cell().model()).golden().samples().size();
    Scenario.Single single =
        new Scenario.Single(plan.scenario().warmUp(), plan.scenario().queries(), rounds);
    Duration cost =
        query.multipliedBy(samples).plus(of(single, query)).multipliedBy(planned.builds());
    for (Scenario scenario : planned.scenarios()) {
      cost = cost.plus(of(scenario, query));
    }
    return cost;
  }

  private static Duration of(Scenario scenario, Duration query) {
    return scenario.in(
        new Scenario.Cases<Duration, RuntimeException>() {
          @Override
          public Duration single(Scenario.Single single) {
            long queries = (long) single.warmUp() + single.queries();
            return START.plus(query.multipliedBy(queries)).multipliedBy(single.rounds());
          }

          @Override
          public Duration periodic(Scenario.Periodic periodic) {
            return START.plus(periodic.length()).multipliedBy(periodic.rounds());
          }

          @Override
          public Duration offline(Scenario.Offline offline) {
            return START.plus(offline.length()).multipliedBy(offline.rounds());
          }

          @Override
          public Duration soak(Scenario.Soak soak) {
            return START.plus(soak.length());
          }

          @Override
          public Duration cold(Scenario.Cold cold) {
            return START.multipliedBy(cold.starts());
          }
        });
  }
}
