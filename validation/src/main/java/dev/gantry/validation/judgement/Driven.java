package dev.gantry.validation.judgement;

import dev.gantry.dossier.Scenario;
import java.util.List;

/**
 * What was timed under one scenario beside {@code single}: one entry for each process, or for each
 * window of a soak, in the order in which they were taken.
 */
public record Driven(Scenario scenario, List<Times> rounds) {
  public Driven {
    rounds = List.copyOf(rounds);
  }
}
