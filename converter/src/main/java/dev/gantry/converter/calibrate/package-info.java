/**
 * From samples to the range of each tensor inside a graph. What is done with a range, and how many
 * levels it is cut into, is decided elsewhere.
 */
@NullMarked
package dev.gantry.converter.calibrate;

import org.jspecify.annotations.NullMarked;
