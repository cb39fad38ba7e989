package dev.gantry.validation.timing;

import dev.gantry.dossier.Scenario;
import java.util.List;

/**
 * Holds what was timed under one scenario beside {@code single}: one entry for each process, or for
 * each window of a soak, in the order in which they were taken.
 */
public record DrivenTimes(Scenario scenario, List<RoundTimes> rounds) {
  public DrivenTimes {
    rounds = List.copyOf(rounds);
  }
}
