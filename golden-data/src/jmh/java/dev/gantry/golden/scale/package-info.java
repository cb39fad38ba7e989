/**
 * Golden sets of tens of thousands of samples, and what it costs to make them and to look at them.
 */
@NullMarked
package dev.gantry.golden.scale;

import org.jspecify.annotations.NullMarked;
