/**
 * Int8 by explicit QuantizeLinear and DequantizeLinear, placed as TensorRT wants them: ranges of
 * channels evened out, weights rounded so that errors cancel, biases corrected, layer by layer in
 * the order in which the model runs.
 */
@NullMarked
package dev.gantry.converter.quantize;

import org.jspecify.annotations.NullMarked;
