package dev.gantry.converter.quantize;

/**
 * Describes an input that some layers read, before it is brought to int8: its values and its
 * limits.
 */
final class InputFacts {
  private final ChannelValues values;
  private final float[] lows;
  private final float[] tops;
  private final boolean whole;
  private final boolean foldable;
  private final double worth;

  /**
   * @param lows the least number of each channel
   * @param tops the largest
   * @param whole whether offsets can go into the bias
   * @param foldable whether factors alone need no node
   * @param worth how small the error must become, of the best way's without one, for a node
   */
  InputFacts(
      ChannelValues values,
      float[] lows,
      float[] tops,
      boolean whole,
      boolean foldable,
      double worth) {
    this.values = values;
    this.lows = lows.clone();
    this.tops = tops.clone();
    this.whole = whole;
    this.foldable = foldable;
    this.worth = worth;
  }

  ChannelValues values() {
    return values;
  }

  int channels() {
    return tops.length;
  }

  float middle(int channel) {
    return lows[channel] / 2 + tops[channel] / 2;
  }

  /** How far a channel reaches to either side of a number. */
  float span(int channel, float around) {
    return Math.max(tops[channel] - around, around - lows[channel]);
  }

  boolean whole() {
    return whole;
  }

  boolean foldable() {
    return foldable;
  }

  double worth() {
    return worth;
  }
}
