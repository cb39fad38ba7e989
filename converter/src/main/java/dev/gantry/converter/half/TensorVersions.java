package dev.gantry.converter.half;

/** A tensor's float16 and its float32, under the names that nodes know them by. */
interface TensorVersions {
  /** The name to read float16 from; what makes it is added where it is missing. */
  String half(String tensor);

  /** The name to read float32 from. */
  String full(String tensor);

  /** The name to read from where either will do. */
  String either(String tensor);

  /** The name that a node writes to, in float16 or not; exact results need no rounding. */
  String made(String tensor, boolean half, boolean exact);

  /** Sees to it that an input or output has its type. */
  void end(String tensor);
}
