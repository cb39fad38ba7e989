package dev.gantry.runner.tensorrt;

import dev.gantry.runner.BackendException;
import org.bytedeco.cuda.global.cudart;

/** Calls of CUDA's runtime, each held to its answer. Only those that every version 13 has. */
final class CudaCalls {
  private CudaCalls() {}

  static void check(int status, String what) throws BackendException {
    if (status != 0) {
      throw NvidiaLibraries.missing(
          what
              + " failed: "
              + cudart.cudaGetErrorString(status).getString()
              + " (CUDA error "
              + status
              + ")",
          "look at the GPU with nvidia-smi and at the kernel's messages (dmesg)");
    }
  }
}
