/**
 * Engines of ONNX Runtime in one form, the same wherever they are built: order and names. What an
 * engine computes is never changed here.
 */
@NullMarked
package dev.gantry.converter.canonical;

import org.jspecify.annotations.NullMarked;
