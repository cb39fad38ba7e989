/**
 * A stand-in for NVIDIA's {@code trtexec} and boards that have it: what a caller sees is that of
 * the version asked for, and what is computed comes from ONNX Runtime. Nothing here says anything
 * about a GPU, and every log says so.
 */
@NullMarked
package dev.gantry.targets.standin;

import org.jspecify.annotations.NullMarked;
