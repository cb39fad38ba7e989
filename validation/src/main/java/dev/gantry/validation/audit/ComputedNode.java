package dev.gantry.validation.audit;

import dev.gantry.dossier.Precision;
import java.util.Optional;

/**
 * A node of the variant as the engine computes it.
 *
 * @param computed int8, fp16, or fp32 for all that is no lower; empty where the engine does not
 *     tell
 * @param layer the name of the layer that it went into, where one names it
 */
public record ComputedNode(NodeWork work, Optional<Precision> computed, Optional<String> layer) {}
