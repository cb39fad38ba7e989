/** The commands of the command line, each a few lines over the modules that do the work. */
@NullMarked
package dev.gantry.harness.command;

import org.jspecify.annotations.NullMarked;
