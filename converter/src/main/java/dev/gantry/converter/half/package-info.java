/**
 * Float16 written into a graph: as types where a runtime computes in it, as rounding where it does
 * not. What float16 cannot hold stays in float32, and is told.
 */
@NullMarked
package dev.gantry.converter.half;

import org.jspecify.annotations.NullMarked;
