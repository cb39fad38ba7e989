/**
 * Work over many samples on all cores: threads, counted steps, and the first few problems found.
 * Nothing here knows what a sample is.
 */
@NullMarked
package dev.gantry.golden.work;

import org.jspecify.annotations.NullMarked;
