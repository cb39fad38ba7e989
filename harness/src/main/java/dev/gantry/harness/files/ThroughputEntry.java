package dev.gantry.harness.files;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Limit.Relation;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Unit.Dimension;
import dev.gantry.settings.key.FileKey;
import dev.gantry.settings.key.KeyMeaning;
import dev.gantry.settings.key.LimitDirection;
import dev.gantry.settings.key.NumberRange;
import dev.gantry.settings.key.QuantityDimension;
import java.time.Duration;
import java.util.Optional;

/** Batch after batch, as fast as it goes. */
public record ThroughputEntry(
    @KeyMeaning("How many samples a second at least, like '>= 200 /s'")
        @QuantityDimension(Dimension.RATE)
        @LimitDirection(Relation.AT_LEAST)
        @NumberRange(min = 0, open = true)
        Limit least,
    @KeyMeaning("How many samples go through at once; 1 if left out")
        Optional<@NumberRange(min = 1, max = 65_536) Integer> batch,
    @KeyMeaning("How long to drive, shared by five processes, like '10 s'; at most 24 h")
        @FileKey("for")
        @NumberRange(min = 0.001, max = 86_400)
        Duration duration) {
  public Scenario.Offline scenario() {
    return new Scenario.Offline(batch.orElse(1), duration.dividedBy(Scenario.PROCESSES));
  }
}
