/**
 * What a model's outputs say about its task, and how well that fits the labels: pure functions from
 * tensors to answers, scores and metrics. Nothing here reads a file or a clock.
 */
@NullMarked
package dev.gantry.golden.task;

import org.jspecify.annotations.NullMarked;
