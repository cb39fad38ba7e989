/**
 * Tensors in files: NumPy arrays and archives of them, ONNX tensor protobufs, and what can be said
 * of the numbers in them. Every file is taken for hostile; nothing here knows of golden sets.
 */
@NullMarked
package dev.gantry.golden.array;

import org.jspecify.annotations.NullMarked;
