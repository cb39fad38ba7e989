/**
 * Outputs held against their references, in one pass: sums, and the figures that follow from them.
 * Whether a figure is enough is decided elsewhere.
 */
@NullMarked
package dev.gantry.validation.comparison;

import org.jspecify.annotations.NullMarked;
