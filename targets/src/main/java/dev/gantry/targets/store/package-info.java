/**
 * The files that a board keeps between visits, each named by its digest: which are there and whole,
 * and how much room is left. Nothing here starts work.
 */
@NullMarked
package dev.gantry.targets.store;

import org.jspecify.annotations.NullMarked;
