package dev.gantry.converter.cpu;

import java.util.Optional;

/**
 * Holds the limits of int8 for processors: how large weights may be, and whether layers may stay in
 * float.
 *
 * @param levels the largest whole number of a weight: 127, or 63 for processors without VNNI
 * @param keepsWorst whether the few layers that do the most damage for their size stay in float
 */
public record CpuInt8Settings(int levels, boolean keepsWorst) {
  public CpuInt8Settings {
    if (levels < 1 || levels > 127) {
      throw new IllegalArgumentException("weights of up to " + levels);
    }
  }

  public static CpuInt8Settings usual() {
    return new CpuInt8Settings(127, true);
  }

  /**
   * No layer stays in float for its error's sake; those that are slower in eight bits do all the
   * same.
   */
  public static CpuInt8Settings keepingNothing() {
    return new CpuInt8Settings(127, false);
  }

  /** For x86 processors without VNNI, where sums of products of full bytes would saturate. */
  CpuInt8Settings withSevenBits() {
    return new CpuInt8Settings(63, keepsWorst);
  }

  Optional<String> remark() {
    return levels > 63
        ? Optional.of(
            "weights have 8 bits: on x86 processors without VNNI sums of two products may saturate"
                + " at 16 bits; compare outputs on the board itself")
        : Optional.empty();
  }
}
