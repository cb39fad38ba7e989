package dev.gantry.harness.files;

import dev.gantry.settings.key.KeyMeaning;
import dev.gantry.settings.key.NumberRange;
import java.time.Duration;
import java.util.Optional;

/** The time limits after which inferences and builds are ended as stuck. */
public record TimeLimitsEntry(
    @KeyMeaning(
            "How long a model or an engine may take to load, or over one sample, like '10 min'; 5 min"
                + " if left out")
        Optional<@NumberRange(min = 0.001, max = 604_800) Duration> inference,
    @KeyMeaning("How long a board may take to build one engine, like '4 h'; 2 h if left out")
        Optional<@NumberRange(min = 1, max = 604_800) Duration> build) {}
