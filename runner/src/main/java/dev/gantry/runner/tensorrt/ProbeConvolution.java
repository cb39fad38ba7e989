package dev.gantry.runner.tensorrt;

import dev.gantry.runner.BackendException;

/** A small convolution whose numbers are exact in every float format a GPU may compute it in. */
final class ProbeConvolution {
  static final int SIDE = 8;
  static final int KERNEL = 3;
  private static final int RESULT = SIDE - KERNEL + 1;

  private ProbeConvolution() {}

  /** Small whole numbers, no two rows alike. */
  static float[] input() {
    float[] input = new float[SIDE * SIDE];
    for (int index = 0; index < input.length; index++) {
      input[index] = (index * 7 + index / SIDE) % 11 - 5;
    }
    return input;
  }

  static float[] kernel() {
    return new float[] {1, -2, 3, 0.5f, 4, -1, 2, -0.25f, -3};
  }

  static float[] expected() {
    float[] input = input();
    float[] kernel = kernel();
    float[] expected = new float[RESULT * RESULT];
    for (int index = 0; index < expected.length; index++) {
      int corner = index / RESULT * SIDE + index % RESULT;
      for (int tap = 0; tap < kernel.length; tap++) {
        expected[index] += kernel[tap] * input[corner + tap / KERNEL * SIDE + tap % KERNEL];
      }
    }
    return expected;
  }

  static void require(float[] got) throws BackendException {
    float[] expected = expected();
    for (int index = 0; index < expected.length; index++) {
      if (got.length != expected.length || got[index] != expected[index]) {
        throw NvidiaLibraries.missing(
            "the self-test computes wrongly: of "
                + expected.length
                + " numbers "
                + got.length
                + " came, and number "
                + index
                + " is "
                + (index < got.length ? got[index] : "missing")
                + " instead of "
                + expected[index],
            "do not trust this machine: look at its GPU, its driver and its TensorRT");
      }
    }
  }
}
