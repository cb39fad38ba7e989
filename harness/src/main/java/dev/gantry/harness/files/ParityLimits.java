package dev.gantry.harness.files;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Limit.Relation;
import dev.gantry.dossier.Unit.Dimension;
import dev.gantry.settings.Direction;
import dev.gantry.settings.Meaning;
import dev.gantry.settings.Measures;
import dev.gantry.settings.Range;
import java.util.Optional;

/** How near the outputs of one precision stay to the reference. */
public record ParityLimits(
    @Meaning("The signal above the quantization noise, like '>= 20 dB'")
        Optional<@Measures(Dimension.LEVEL) @Direction(Relation.AT_LEAST) Limit> sqnr,
    @Meaning("The cosine similarity, like '>= 0.99'")
        Optional<
                @Measures(value = Dimension.RATIO, bare = true) @Direction(Relation.AT_LEAST)
                @Range(min = -1, max = 1) Limit>
            cosine,
    @Meaning("The largest absolute difference, like '<= 0.05'")
        Optional<
                @Measures(value = Dimension.RATIO, bare = true) @Direction(Relation.AT_MOST)
                @Range(min = 0) Limit>
            maxAbs,
    @Meaning("How many samples keep the index of their largest value, like '>= 99 %'")
        Optional<
                @Measures(value = Dimension.RATIO, bare = true) @Direction(Relation.AT_LEAST)
                @Range(min = 0, max = 1) Limit>
            argmax) {}
