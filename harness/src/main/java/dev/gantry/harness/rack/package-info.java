/**
 * Which boards of a rack may work: who is in quarantine, and how a board that stays away is brought
 * back. What runs on them is no business of this package.
 */
@NullMarked
package dev.gantry.harness.rack;

import org.jspecify.annotations.NullMarked;
