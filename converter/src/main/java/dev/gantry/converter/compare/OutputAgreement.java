package dev.gantry.converter.compare;

import java.util.OptionalDouble;

/**
 * Holds the figures of how far one output of a variant agrees with that of its model.
 *
 * @param decibel signal to noise over all samples; infinite where nothing changed
 * @param strays how many numbers became NaN or infinite, or ceased to be; the other figures are of
 *     the rest
 * @param worst the sample that keeps least
 * @param worstDecibel what that sample keeps; absent where it is NaN or infinite throughout
 */
public record OutputAgreement(
    String output,
    OptionalDouble decibel,
    OptionalDouble cosine,
    OptionalDouble largest,
    long strays,
    int worst,
    OptionalDouble worstDecibel) {}
