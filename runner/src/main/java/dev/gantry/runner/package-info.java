/**
 * Engines on a board: loaded, made ready, asked, watched. The jar of this room is pushed over SSH,
 * so it stays small and leans on little.
 */
@NullMarked
package dev.gantry.runner;

import org.jspecify.annotations.NullMarked;
