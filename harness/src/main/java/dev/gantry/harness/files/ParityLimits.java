package dev.gantry.harness.files;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Limit.Relation;
import dev.gantry.dossier.Unit.Dimension;
import dev.gantry.settings.key.KeyMeaning;
import dev.gantry.settings.key.LimitDirection;
import dev.gantry.settings.key.NumberRange;
import dev.gantry.settings.key.QuantityDimension;
import java.util.Optional;

/** The limits on how far the outputs of one precision may be from the reference. */
public record ParityLimits(
    @KeyMeaning("The signal above the quantization noise, like '>= 20 dB'")
        Optional<@QuantityDimension(Dimension.LEVEL) @LimitDirection(Relation.AT_LEAST) Limit> sqnr,
    @KeyMeaning(
            "The signal above the noise in the worst sample, like '>= 6 dB'; '>= 3 dB' if left out,"
                + " for below that a sample has another sample's answer")
        Optional<@QuantityDimension(Dimension.LEVEL) @LimitDirection(Relation.AT_LEAST) Limit>
            worst,
    @KeyMeaning("The cosine similarity, like '>= 0.99'")
        Optional<
                @QuantityDimension(value = Dimension.RATIO, bare = true)
                @LimitDirection(Relation.AT_LEAST) @NumberRange(min = -1, max = 1) Limit>
            cosine,
    @KeyMeaning("The largest absolute difference, like '<= 0.05'")
        Optional<
                @QuantityDimension(value = Dimension.RATIO, bare = true)
                @LimitDirection(Relation.AT_MOST) @NumberRange(min = 0) Limit>
            maxAbs,
    @KeyMeaning("How many samples keep the index of their largest value, like '>= 99 %'")
        Optional<
                @QuantityDimension(value = Dimension.RATIO, bare = true)
                @LimitDirection(Relation.AT_LEAST) @NumberRange(min = 0, max = 1) Limit>
            argmax) {}
