package dev.gantry.harness.files;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Limit.Relation;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Unit.Dimension;
import dev.gantry.settings.Direction;
import dev.gantry.settings.Key;
import dev.gantry.settings.Meaning;
import dev.gantry.settings.Measures;
import dev.gantry.settings.Range;
import java.time.Duration;

/** A camera that gives a picture at a fixed rate, and each must be done before the next. */
public record DeadlineEntry(
    @Meaning("How often a picture comes, like '30 Hz'")
        @Measures(Dimension.RATE)
        @Range(min = 0, open = true)
        Quantity rate,
    @Meaning("How many may be late, like '<= 0.1 %'")
        @Measures(Dimension.RATIO)
        @Direction(Relation.AT_MOST)
        @Range(min = 0, max = 1)
        Limit misses,
    @Meaning("How long to watch, like '60 s'") @Key("for") @Range(min = 0, open = true)
        Duration duration) {}
