/** The verbs of the command line, each a few lines over the rooms that do the work. */
@NullMarked
package dev.gantry.harness.command;

import org.jspecify.annotations.NullMarked;
