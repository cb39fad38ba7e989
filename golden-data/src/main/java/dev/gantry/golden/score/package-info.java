/**
 * How right a model is about a golden set: the metric of its task, on all samples, on slices and on
 * classes. Whether that is good enough is never decided here.
 */
@NullMarked
package dev.gantry.golden.score;

import org.jspecify.annotations.NullMarked;
