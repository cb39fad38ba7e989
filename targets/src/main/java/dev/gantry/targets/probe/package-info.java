/**
 * What a board says of itself: one question, and its answers with the reason for what is missing.
 * Nothing here changes a board or judges what it says.
 */
@NullMarked
package dev.gantry.targets.probe;

import org.jspecify.annotations.NullMarked;
