/**
 * Writes int8 into a graph the way ONNX Runtime's processor kernels want it: unsigned activations
 * with a zero point, signed weights per channel, whole numbers as bias. Nothing here is for GPUs.
 */
@NullMarked
package dev.gantry.converter.cpu;

import org.jspecify.annotations.NullMarked;
