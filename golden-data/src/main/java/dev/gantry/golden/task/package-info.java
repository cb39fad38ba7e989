/**
 * What a model's outputs say about its task: pure functions from tensors to answers and labels.
 * Nothing here reads a file or a clock, and nothing judges how good an answer is.
 */
@NullMarked
package dev.gantry.golden.task;

import org.jspecify.annotations.NullMarked;
