package dev.gantry.harness.files;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Limit.Relation;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Unit.Dimension;
import dev.gantry.settings.key.FileKey;
import dev.gantry.settings.key.KeyMeaning;
import dev.gantry.settings.key.LimitDirection;
import dev.gantry.settings.key.NumberRange;
import dev.gantry.settings.key.QuantityDimension;
import java.time.Duration;
import java.util.Optional;

/** A camera that gives a picture at a fixed rate, whether or not the one before is done. */
public record DeadlineEntry(
    @KeyMeaning("How often a picture comes, like '30 Hz'")
        @QuantityDimension(Dimension.RATE)
        @NumberRange(min = 0.001, max = 100_000)
        Quantity rate,
    @KeyMeaning("How many may be late, like '<= 0.1 %'")
        @QuantityDimension(Dimension.RATIO)
        @LimitDirection(Relation.AT_MOST)
        @NumberRange(min = 0, max = 1)
        Limit misses,
    @KeyMeaning("How long to watch, shared by five processes, like '3 min'; at most 24 h")
        @FileKey("for")
        @NumberRange(min = 0.001, max = 86_400)
        Duration duration,
    @KeyMeaning("How long after a picture came its answer may take; until the next if left out")
        Optional<@NumberRange(min = 0.000_001, max = 3600) Duration> within) {
  public Scenario.Periodic scenario() {
    Duration period = Duration.ofNanos(Math.round(1e9 / rate.plain()));
    return new Scenario.Periodic(
        period, within.orElse(period), duration.dividedBy(Scenario.PROCESSES));
  }
}
