package dev.gantry.runner.tensorrt;

import dev.gantry.runner.BackendException;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Objects of TensorRT that are really there: some calls answer with null, or with a small number.
 */
final class NativeObjects {
  /** No library or heap lies so low; what does is an offset from nothing. */
  private static final long LOWEST = 65_536;

  private NativeObjects() {}

  static boolean is(@Nullable Pointer pointer) {
    // As an unsigned number, so that no high address counts as low.
    return pointer != null && Long.compareUnsigned(pointer.address(), LOWEST) >= 0;
  }

  static <T extends Pointer> T required(@Nullable T pointer, String what, RuntimeLog log)
      throws BackendException {
    if (pointer == null || !is(pointer)) {
      throw NvidiaLibraries.missing(
          "TensorRT gives no " + what + ": " + log.words(),
          "look at the GPU with nvidia-smi: is it one that this TensorRT knows, is memory free?");
    }
    return pointer;
  }
}
