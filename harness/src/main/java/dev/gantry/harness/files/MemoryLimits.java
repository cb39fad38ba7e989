package dev.gantry.harness.files;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Limit.Relation;
import dev.gantry.dossier.Unit.Dimension;
import dev.gantry.settings.key.KeyMeaning;
import dev.gantry.settings.key.LimitDirection;
import dev.gantry.settings.key.NumberRange;
import dev.gantry.settings.key.QuantityDimension;

/** The limit on the memory of the process that runs the engine. */
public record MemoryLimits(
    @KeyMeaning("The peak of its resident memory, like '<= 512 MiB'")
        @QuantityDimension(Dimension.MEMORY)
        @LimitDirection(Relation.AT_MOST)
        @NumberRange(min = 0, open = true)
        Limit peak) {}
