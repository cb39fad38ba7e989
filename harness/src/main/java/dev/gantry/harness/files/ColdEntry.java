package dev.gantry.harness.files;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Limit.Relation;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Unit.Dimension;
import dev.gantry.settings.key.KeyMeaning;
import dev.gantry.settings.key.LimitDirection;
import dev.gantry.settings.key.NumberRange;
import dev.gantry.settings.key.QuantityDimension;
import java.util.Optional;

/** Starts from nothing, each in a fresh process. */
public record ColdEntry(
    @KeyMeaning("The typical time until the engine is loaded, like '<= 2 s'")
        Optional<
                @QuantityDimension(Dimension.TIME) @LimitDirection(Relation.AT_MOST)
                @NumberRange(min = 0, open = true) Limit>
            load,
    @KeyMeaning("The typical time of the first inference after that, like '<= 100 ms'")
        Optional<
                @QuantityDimension(Dimension.TIME) @LimitDirection(Relation.AT_MOST)
                @NumberRange(min = 0, open = true) Limit>
            first,
    @KeyMeaning("How many starts are measured") @NumberRange(min = 1, max = 1000) int starts) {
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
