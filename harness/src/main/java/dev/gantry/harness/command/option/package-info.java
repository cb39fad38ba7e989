/** Options that several commands share, and the values they come to. No command lives here. */
@NullMarked
package dev.gantry.harness.command.option;

import org.jspecify.annotations.NullMarked;
