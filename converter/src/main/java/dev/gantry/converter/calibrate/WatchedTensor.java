package dev.gantry.converter.calibrate;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import java.nio.ByteBuffer;

/** One tensor whose values are counted while samples go by. */
final class WatchedTensor {
  private final String name;
  private final RangeMethod method;
  private final Histogram seen;
  private boolean broken;

  WatchedTensor(String name, RangeMethod method) {
    this.name = name;
    this.method = method;
    this.seen = method.needsBins() ? Histogram.empty() : Histogram.ofExtremes();
  }

  String name() {
    return name;
  }

  void see(ByteBuffer values) {
    broken |= !seen.add(values.asFloatBuffer());
  }

  void requireFinite(int sample) throws RefusedException {
    if (broken) {
      throw new RefusedException(
          Problem.in(
              "calibration",
              "tensor '" + name + "' holds NaN or infinity for sample " + sample,
              "look at this sample's inputs; where they are in order, the model overflows"));
    }
  }

  TensorRange range() throws RefusedException {
    if (seen.isEmpty()) {
      throw new RefusedException(
          Problem.in(
              "calibration",
              "tensor '" + name + "' holds no value in any sample",
              "leave it out of what is watched, or give samples that fill it"));
    }
    return TensorRange.of(seen, method);
  }
}
