package dev.gantry.harness.files;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Limit.Relation;
import dev.gantry.dossier.Unit.Dimension;
import dev.gantry.settings.Direction;
import dev.gantry.settings.Meaning;
import dev.gantry.settings.Measures;
import dev.gantry.settings.Range;
import java.util.Optional;

/** How long one inference may take, and how much slower than the baseline's. */
public record LatencyLimits(
    @Meaning("The time that half of all inferences keep, like '<= 8 ms'")
        Optional<
                @Measures(Dimension.TIME) @Direction(Relation.AT_MOST) @Range(min = 0, open = true)
                Limit>
            p50,
    @Meaning("The time that 90 % of all inferences keep, like '<= 9 ms'")
        Optional<
                @Measures(Dimension.TIME) @Direction(Relation.AT_MOST) @Range(min = 0, open = true)
                Limit>
            p90,
    @Meaning("The time that 95 % of all inferences keep, like '<= 10 ms'")
        Optional<
                @Measures(Dimension.TIME) @Direction(Relation.AT_MOST) @Range(min = 0, open = true)
                Limit>
            p95,
    @Meaning("The time that 99 % of all inferences keep, like '<= 12 ms'")
        Optional<
                @Measures(Dimension.TIME) @Direction(Relation.AT_MOST) @Range(min = 0, open = true)
                Limit>
            p99,
    @Meaning("The time that 99.9 % of all inferences keep, like '<= 20 ms'")
        Optional<
                @Measures(Dimension.TIME) @Direction(Relation.AT_MOST) @Range(min = 0, open = true)
                Limit>
            p999,
    @Meaning("How much slower than the baseline, like '<= 5 %'")
        Optional<@Measures(Dimension.RATIO) @Direction(Relation.AT_MOST) @Range(min = 0) Limit>
            regression) {}
