/**
 * What is seen on a board while it works: the script that watches, and the reading of what it
 * wrote. Nothing here talks to a board.
 */
@NullMarked
package dev.gantry.targets.telemetry;

import org.jspecify.annotations.NullMarked;
