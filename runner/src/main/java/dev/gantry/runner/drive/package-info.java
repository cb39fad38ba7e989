/**
 * The scenarios: how queries are sent to an engine that is ready, and what is written down of each.
 * Nothing here knows which backend runs the engine.
 */
@NullMarked
package dev.gantry.runner.drive;

import org.jspecify.annotations.NullMarked;
