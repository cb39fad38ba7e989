/**
 * Draws a judged release into files that people and machines read. Nothing here judges: a verdict
 * is drawn as it was given, or worse, never better.
 */
@NullMarked
package dev.gantry.reports;

import org.jspecify.annotations.NullMarked;
