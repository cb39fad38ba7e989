package dev.gantry.runner.tensorrt;

import dev.gantry.runner.BackendException;
import dev.gantry.runner.RunOutput;
import java.nio.charset.StandardCharsets;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.SizeTPointer;

/** The first GPU of the machine: the one that CUDA takes when nobody chooses. */
record FirstGpu(String name, String architecture, String driver) {
  // By number: the headers of JavaCPP's CUDA are newer than the CUDA of many boards.
  private static final int MAJOR = 75;
  private static final int MINOR = 76;
  private static final int LONGEST_NAME = 256;

  /** Asks the driver alone: TensorRT without a GPU may end the process. */
  static FirstGpu first() throws BackendException {
    int status = cudart.cuInit(0);
    int[] number = {0};
    if (status == 0) {
      status = cudart.cuDeviceGetCount(number);
    }
    if (status != 0 || number[0] < 1) {
      throw NvidiaLibraries.missing(
          "no GPU on this machine: NVIDIA's driver is there, but "
              + (status == 0 ? "knows of none" : "does not start (CUDA error " + status + ")"),
          "look at it with nvidia-smi; a container has to be given the GPU");
    }
    byte[] name = new byte[LONGEST_NAME];
    CudaCalls.check(cudart.cuDeviceGetName(name, name.length, 0), "the GPU's name");
    int[] driver = {0};
    CudaCalls.check(cudart.cuDriverGetVersion(driver), "the driver's version");
    return new FirstGpu(
        new String(name, StandardCharsets.UTF_8).replace("\0", "").strip(),
        "sm_" + attribute(MAJOR) + attribute(MINOR),
        driver[0] / 1000 + "." + driver[0] % 1000 / 10);
  }

  void tell(RunOutput outbox) {
    outbox.fact("gpu.name", name);
    outbox.fact("gpu.architecture", architecture);
    outbox.fact("gpu.driver.cuda", driver);
  }

  /** In bytes, whoever has the rest. */
  static long freeMemory() throws BackendException {
    try (SizeTPointer free = new SizeTPointer(1);
        SizeTPointer total = new SizeTPointer(1)) {
      CudaCalls.check(cudart.cudaMemGetInfo(free, total), "the look at the GPU's memory");
      return free.get();
    }
  }

  private static int attribute(int number) throws BackendException {
    int[] value = {0};
    CudaCalls.check(cudart.cuDeviceGetAttribute(value, number, 0), "the look at the GPU");
    return value[0];
  }
}
