/**
 * Small passes that bring any exporter's graph into one shape, and the proof that the meaning
 * stayed.
 */
@NullMarked
package dev.gantry.converter.normalise;

import org.jspecify.annotations.NullMarked;
