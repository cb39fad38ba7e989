package dev.gantry.converter.cpu;

import java.util.Optional;

/**
 * Holds the limits of int8 for processors: how large weights may be, and which layers stay in
 * float.
 *
 * @param levels the largest whole number of a weight: 127, or 63 for processors without VNNI
 * @param leastDecibel layers whose outputs come out worse stay in float, the worst first
 * @param keptShare of all multiply-adds at most so many, from 0 to 1, stay in float
 */
public record CpuInt8Settings(int levels, double leastDecibel, double keptShare) {
  public CpuInt8Settings {
    if (levels < 1 || levels > 127) {
      throw new IllegalArgumentException("weights of up to " + levels);
    }
    if (!(keptShare >= 0 && keptShare <= 1)) {
      throw new IllegalArgumentException("a share of " + keptShare);
    }
  }

  public static CpuInt8Settings usual() {
    return new CpuInt8Settings(127, 18, 0.02);
  }

  /**
   * No layer stays in float for its error's sake; those that are slower in eight bits do all the
   * same.
   */
  public static CpuInt8Settings keepingNothing() {
    return new CpuInt8Settings(127, 0, 0);
  }

  /** For x86 processors without VNNI, where sums of products of full bytes would saturate. */
  CpuInt8Settings withSevenBits() {
    return new CpuInt8Settings(63, leastDecibel, keptShare);
  }

  Optional<String> remark() {
    return levels > 63
        ? Optional.of(
            "weights have 8 bits: on x86 processors without VNNI sums of two products may saturate"
                + " at 16 bits; compare outputs on the board itself")
        : Optional.empty();
  }
}
