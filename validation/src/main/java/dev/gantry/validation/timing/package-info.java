/**
 * Criteria of times, throughput, deadlines, soaks and memory, and how much evidence each needs.
 * Only recorded times come in here, never a clock.
 */
@NullMarked
package dev.gantry.validation.timing;

import org.jspecify.annotations.NullMarked;
