/**
 * A model's graph, open to change: nodes, what makes and what reads each tensor, and the numbers of
 * weights.
 */
@NullMarked
package dev.gantry.converter.graph;

import org.jspecify.annotations.NullMarked;
