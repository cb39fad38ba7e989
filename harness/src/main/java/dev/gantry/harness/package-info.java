/** The command line: files written by people, wiring, exit code. */
@NullMarked
package dev.gantry.harness;

import org.jspecify.annotations.NullMarked;
