package dev.gantry.validation.trial;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Scenario;
import java.time.Duration;

/**
 * Estimates how long a process will likely take. A board whose link is lost is waited for as long
 * as its measurement may still take, so an answer that is too long would make people wait for
 * nothing.
 */
final class ExpectedTime {
  private static final Duration START = Duration.ofSeconds(10);
  private static final Duration QUERY = Duration.ofMillis(1);

  private ExpectedTime() {}

  /** A tool that is started for every sample takes its time: a start of CUDA each. */
  private static final Duration CALL = Duration.ofSeconds(4);

  static Duration of(TrialOrder order, Scenario scenario) {
    return order.kind().backend() == Backend.TRTEXEC
        ? of(scenario).plus(CALL.multipliedBy(order.samples()))
        : of(scenario);
  }

  static Duration of(Scenario scenario) {
    return scenario.in(
        new Scenario.Cases<Duration, RuntimeException>() {
          @Override
          public Duration single(Scenario.Single single) {
            return START.plus(QUERY.multipliedBy((long) single.warmUp() + single.queries()));
          }

          @Override
          public Duration periodic(Scenario.Periodic periodic) {
            return START.plus(periodic.length());
          }

          @Override
          public Duration offline(Scenario.Offline offline) {
            return START.plus(offline.length());
          }

          @Override
          public Duration soak(Scenario.Soak soak) {
            return START.plus(soak.length());
          }

          @Override
          public Duration cold(Scenario.Cold cold) {
            return START;
          }
        });
  }
}
