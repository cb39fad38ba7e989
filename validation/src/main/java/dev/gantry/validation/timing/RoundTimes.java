package dev.gantry.validation.timing;

import java.util.Arrays;

/** The nanoseconds of each query of one round, in the order in which they were asked. */
public final class RoundTimes {
  private final long[] nanoseconds;

  private RoundTimes(long[] nanoseconds) {
    this.nanoseconds = nanoseconds;
  }

  public static RoundTimes of(long... nanoseconds) {
    long[] copy = nanoseconds.clone();
    for (long time : copy) {
      if (time < 0) {
        throw new IllegalArgumentException("a query never takes " + time + " ns");
      }
    }
    return new RoundTimes(copy);
  }

  public int size() {
    return nanoseconds.length;
  }

  public long[] nanoseconds() {
    return nanoseconds.clone();
  }

  long last() {
    return nanoseconds[nanoseconds.length - 1];
  }

  /** None is smaller than the one before. */
  boolean ascending() {
    for (int i = 1; i < nanoseconds.length; i++) {
      if (nanoseconds[i] < nanoseconds[i - 1]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RoundTimes times && Arrays.equals(nanoseconds, times.nanoseconds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(nanoseconds);
  }

  @Override
  public String toString() {
    return size() + " times";
  }
}
