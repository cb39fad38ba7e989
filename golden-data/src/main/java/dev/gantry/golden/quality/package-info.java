/**
 * How good answers are: one answer held against the labels of its sample, and what many of them
 * come to by the metrics of the field. How outputs become answers is not known here.
 */
@NullMarked
package dev.gantry.golden.quality;

import org.jspecify.annotations.NullMarked;
