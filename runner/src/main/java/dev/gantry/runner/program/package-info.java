/**
 * The program on a board: reads one request, does it, and says how it went, line by line. Only what
 * starts it, and the host's kit that pushes it, looks in here.
 */
@NullMarked
package dev.gantry.runner.program;

import org.jspecify.annotations.NullMarked;
