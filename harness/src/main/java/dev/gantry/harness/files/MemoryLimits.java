package dev.gantry.harness.files;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Limit.Relation;
import dev.gantry.dossier.Unit.Dimension;
import dev.gantry.settings.Direction;
import dev.gantry.settings.Meaning;
import dev.gantry.settings.Measures;
import dev.gantry.settings.Range;

/** How much memory the process that runs the engine may take. */
public record MemoryLimits(
    @Meaning("The peak of its resident memory, like '<= 512 MiB'")
        @Measures(Dimension.MEMORY)
        @Direction(Relation.AT_MOST)
        @Range(min = 0, open = true)
        Limit peak) {}
