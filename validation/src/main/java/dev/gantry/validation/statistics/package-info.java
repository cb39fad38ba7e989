/**
 * Distributions and tests, apart from words: what chance alone would give. Nothing here knows a
 * criterion.
 */
@NullMarked
package dev.gantry.validation.statistics;

import org.jspecify.annotations.NullMarked;
