package dev.gantry.harness.files;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Limit.Relation;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Unit.Dimension;
import dev.gantry.settings.Direction;
import dev.gantry.settings.Key;
import dev.gantry.settings.Meaning;
import dev.gantry.settings.Measures;
import dev.gantry.settings.Range;
import java.time.Duration;
import java.util.Optional;

/** Batch after batch, as fast as it goes. */
public record ThroughputEntry(
    @Meaning("How many samples a second at least, like '>= 200 /s'")
        @Measures(Dimension.RATE)
        @Direction(Relation.AT_LEAST)
        @Range(min = 0, open = true)
        Limit least,
    @Meaning("How many samples go through at once; 1 if left out")
        Optional<@Range(min = 1, max = 65_536) Integer> batch,
    @Meaning("How long to drive, like '10 s'; at most 24 h")
        @Key("for")
        @Range(min = 0.001, max = 86_400)
        Duration duration) {
  public Scenario.Offline scenario() {
    return new Scenario.Offline(batch.orElse(1), duration);
  }
}
