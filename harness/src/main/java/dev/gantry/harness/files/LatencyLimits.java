package dev.gantry.harness.files;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Limit.Relation;
import dev.gantry.dossier.Unit.Dimension;
import dev.gantry.settings.key.KeyMeaning;
import dev.gantry.settings.key.LimitDirection;
import dev.gantry.settings.key.NumberRange;
import dev.gantry.settings.key.QuantityDimension;
import java.util.Optional;

/** The limits on the time of one inference, and on how much slower it is than the baseline's. */
public record LatencyLimits(
    @KeyMeaning("The time that half of all inferences keep, like '<= 8 ms'")
        Optional<
                @QuantityDimension(Dimension.TIME) @LimitDirection(Relation.AT_MOST)
                @NumberRange(min = 0, open = true) Limit>
            p50,
    @KeyMeaning("The time that 90 % of all inferences keep, like '<= 9 ms'")
        Optional<
                @QuantityDimension(Dimension.TIME) @LimitDirection(Relation.AT_MOST)
                @NumberRange(min = 0, open = true) Limit>
            p90,
    @KeyMeaning("The time that 95 % of all inferences keep, like '<= 10 ms'")
        Optional<
                @QuantityDimension(Dimension.TIME) @LimitDirection(Relation.AT_MOST)
                @NumberRange(min = 0, open = true) Limit>
            p95,
    @KeyMeaning("The time that 99 % of all inferences keep, like '<= 12 ms'")
        Optional<
                @QuantityDimension(Dimension.TIME) @LimitDirection(Relation.AT_MOST)
                @NumberRange(min = 0, open = true) Limit>
            p99,
    @KeyMeaning("The time that 99.9 % of all inferences keep, like '<= 20 ms'")
        Optional<
                @QuantityDimension(Dimension.TIME) @LimitDirection(Relation.AT_MOST)
                @NumberRange(min = 0, open = true) Limit>
            p999,
    @KeyMeaning("How much slower than the baseline, like '<= 5 %'")
        Optional<
                @QuantityDimension(Dimension.RATIO) @LimitDirection(Relation.AT_MOST)
                @NumberRange(min = 0) Limit>
            regression) {}
