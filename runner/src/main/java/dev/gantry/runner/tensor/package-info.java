/** Tensors of many samples in one file, read and written one sample at a time. */
@NullMarked
package dev.gantry.runner.tensor;

import org.jspecify.annotations.NullMarked;
