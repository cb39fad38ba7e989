/** What commands print, and the exit code they end with. Nothing here decides or does anything. */
@NullMarked
package dev.gantry.harness.command.text;

import org.jspecify.annotations.NullMarked;
