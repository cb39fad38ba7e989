/**
 * TensorRT as a runtime of engines: its libraries are found on the board, never brought by default.
 * Only what a request for this backend reaches may name a class of JavaCPP's: boards without
 * TensorRT have none of them.
 */
@NullMarked
package dev.gantry.runner.tensorrt;

import org.jspecify.annotations.NullMarked;
