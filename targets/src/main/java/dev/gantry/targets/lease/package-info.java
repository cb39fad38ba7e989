/**
 * The exclusive right to a board: a lock that lives there, who holds it, and the book of who did.
 */
@NullMarked
package dev.gantry.targets.lease;

import org.jspecify.annotations.NullMarked;
