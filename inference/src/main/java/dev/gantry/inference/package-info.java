/**
 * ONNX Runtime in this process: graphs are loaded and run here, each call with a time limit and a
 * way to end it. Nothing here knows of boards, rounds or golden sets.
 */
@NullMarked
package dev.gantry.inference;

import org.jspecify.annotations.NullMarked;
