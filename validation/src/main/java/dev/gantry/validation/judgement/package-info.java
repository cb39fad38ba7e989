/**
 * Pure arithmetic from evidence to findings and a verdict: the same evidence always gives the same
 * answer. Nothing here reads a file, a clock, a board or a random source; what is drawn is drawn
 * from a seed that the evidence fixes.
 *
 * <p>A rule that changes so that old evidence can give another finding gets a line in {@link
 * dev.gantry.validation.judgement.RuleChanges}: {@code gantry judge} names it wherever a kept
 * dossier comes out otherwise than before.
 */
@NullMarked
package dev.gantry.validation.judgement;

import org.jspecify.annotations.NullMarked;
