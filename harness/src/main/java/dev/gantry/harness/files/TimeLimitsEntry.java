package dev.gantry.harness.files;

import dev.gantry.settings.Meaning;
import dev.gantry.settings.Range;
import java.time.Duration;
import java.util.Optional;

/** How long things may take before they are ended as stuck. */
public record TimeLimitsEntry(
    @Meaning(
            "How long a model or an engine may take to load, or over one sample, like '10 min'; 5 min"
                + " if left out")
        Optional<@Range(min = 0.001, max = 604_800) Duration> inference,
    @Meaning("How long a board may take to build one engine, like '4 h'; 2 h if left out")
        Optional<@Range(min = 1, max = 604_800) Duration> build) {}
