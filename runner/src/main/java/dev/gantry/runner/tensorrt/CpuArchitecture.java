package dev.gantry.runner.tensorrt;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A processor that TensorRT is made for, and where its system keeps libraries. */
enum CpuArchitecture {
  X86_64(62, "x86-64", "x86_64-linux"),
  AARCH64(183, "arm64", "aarch64-linux");

  private final int machine;
  private final String label;
  private final String triple;

  CpuArchitecture(int machine, String label, String triple) {
    this.machine = machine;
    this.label = label;
    this.triple = triple;
  }

  static CpuArchitecture ofThisProcess() {
    return System.getProperty("os.arch", "").equals("aarch64") ? AARCH64 : X86_64;
  }

  /** How the header of a library names it. */
  int machine() {
    return machine;
  }

  List<Path> folders() {
    String system = "/usr/lib/" + triple + "-gnu";
    return Stream.of(
            system,
            system + "/tegra",
            system + "/nvidia",
            "/usr/local/tensorrt/lib",
            "/usr/local/cuda/lib64",
            "/usr/local/cuda/targets/" + triple + "/lib",
            "/usr/local/nvidia/lib64",
            "/usr/lib64")
        .map(Path::of)
        .toList();
  }

  @Override
  public String toString() {
    return label;
  }
}
