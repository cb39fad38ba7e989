/**
 * Pure arithmetic from evidence to findings and a verdict: the same evidence always gives the same
 * answer. Nothing here reads a file, a clock, a board or a random source; what is drawn is drawn
 * from a seed that the evidence fixes.
 */
@NullMarked
package dev.gantry.validation.judgement;

import org.jspecify.annotations.NullMarked;
