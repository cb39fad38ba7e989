package dev.gantry.converter.cpu;

import dev.gantry.converter.calibrate.TensorRange;

/** Holds the step size and the zero point by which the 256 values of a tensor are spread. */
record ByteStep(float size, int zero) {
  /** Never beyond the range: only then the runtime sees that a Relu or Clip before it is done. */
  static ByteStep of(TensorRange range) {
    int zero = range.zeroPoint();
    float size = range.step();
    float high = range.bounds().high();
    while (high > 0 && size > 0 && zero == 0 && 255 * size > high) {
      size = Math.nextDown(size);
    }
    return new ByteStep(size, zero);
  }
}
