package dev.gantry.targets;

import dev.gantry.dossier.ByteCount;
import dev.gantry.runner.wire.TensorrtBuildOptions;

/**
 * The memory that must be free before TensorRT is asked to build: what its tactics may use, and
 * what CUDA, TensorRT and their kernels take beside. A builder that is ended by the kernel says
 * nothing.
 */
record BuildMemory(ByteCount workspace) {
  /** Seen in reports of TensorRT 8 and 10 on Jetson as some hundreds of MiB; no exact figure. */
  private static final long BESIDE_KIB = 768 * 1024;

  private static final long KIBIBYTE = 1024;

  static BuildMemory of(TensorrtBuildOptions options) {
    return new BuildMemory(options.workspace().orElse(ByteCount.ZERO));
  }

  long neededKib() {
    return BESIDE_KIB + workspace.bytes() / KIBIBYTE;
  }

  String why() {
    return "768 MiB for CUDA and TensorRT, " + workspace + " for its tactics";
  }
}
