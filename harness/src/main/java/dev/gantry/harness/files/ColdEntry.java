package dev.gantry.harness.files;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Limit.Relation;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Unit.Dimension;
import dev.gantry.settings.Direction;
import dev.gantry.settings.Meaning;
import dev.gantry.settings.Measures;
import dev.gantry.settings.Range;
import java.util.Optional;

/** Starts from nothing, each in a fresh process. */
public record ColdEntry(
    @Meaning("The typical time until the engine is loaded, like '<= 2 s'")
        Optional<
                @Measures(Dimension.TIME) @Direction(Relation.AT_MOST) @Range(min = 0, open = true)
                Limit>
            load,
    @Meaning("The typical time of the first inference after that, like '<= 100 ms'")
        Optional<
                @Measures(Dimension.TIME) @Direction(Relation.AT_MOST) @Range(min = 0, open = true)
                Limit>
            first,
    @Meaning("How many starts are measured") @Range(min = 1, max = 1000) int starts) {
  public ColdEntry {
    if (load.isEmpty() && first.isEmpty()) {
      throw new IllegalArgumentException(
          "cold limits nothing; limit load, first or both, like first: '<= 100 ms'");
    }
  }

  public Scenario.Cold scenario() {
    return new Scenario.Cold(starts);
  }
}
