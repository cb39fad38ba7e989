package dev.gantry.converter.normalise;

import dev.gantry.converter.model.OnnxModel;

/** The versions of ONNX's own operators that a target takes. */
public record OpsetRange(long lowest, long highest) {
  /** What Gantry reads and ONNX Runtime runs. */
  public static final OpsetRange ANY =
      new OpsetRange(OnnxModel.OLDEST_OPSET, OnnxModel.NEWEST_OPSET);

  public OpsetRange {
    if (lowest < 1 || highest < lowest) {
      throw new IllegalArgumentException("opset range " + lowest + " to " + highest);
    }
  }

  public boolean holds(long opset) {
    return opset >= lowest && opset <= highest;
  }

  /** The version within that is nearest: the fewer changes, the less can go wrong. */
  long nearest(long opset) {
    return Math.min(highest, Math.max(lowest, opset));
  }

  @Override
  public String toString() {
    return lowest + " to " + highest;
  }
}
