/** Runs one release: convert, visit, judge, in the order and with the names of the commands. */
@NullMarked
package dev.gantry.harness.walk;

import org.jspecify.annotations.NullMarked;
