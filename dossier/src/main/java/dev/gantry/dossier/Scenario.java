package dev.gantry.dossier;

/** How inference is driven: one after another, as fast as it goes. */
public record Scenario(int warmUp, int queries, int rounds) {
  public Scenario {
    if (warmUp < 0 || queries < 1 || rounds < 1) {
      throw new IllegalArgumentException("a scenario asks at least one query in one round");
    }
  }
}
