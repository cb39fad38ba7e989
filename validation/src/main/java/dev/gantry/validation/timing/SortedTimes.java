package dev.gantry.validation.timing;

import java.util.Arrays;
import java.util.List;

/** Times from the fastest to the slowest. */
public final class SortedTimes {
  private final long[] nanoseconds;

  private SortedTimes(long[] nanoseconds) {
    Arrays.sort(nanoseconds);
    this.nanoseconds = nanoseconds;
  }

  public static SortedTimes of(RoundTimes round) {
    return of(round.nanoseconds());
  }

  static SortedTimes of(long... nanoseconds) {
    return new SortedTimes(nanoseconds.clone());
  }

  static SortedTimes together(List<SortedTimes> some) {
    long[] all = new long[some.stream().mapToInt(SortedTimes::count).reduce(0, Math::addExact)];
    int filled = 0;
    for (SortedTimes times : some) {
      System.arraycopy(times.nanoseconds, 0, all, filled, times.count());
      filled += times.count();
    }
    return new SortedTimes(all);
  }

  public int count() {
    return nanoseconds.length;
  }

  public long at(int index) {
    return nanoseconds[index];
  }

  public long slowest() {
    return at(count() - 1);
  }

  /** The nearest rank; the small number undoes the rounding of 99.9 / 100. */
  public long percentile(double percentile) {
    return at(Math.max(1, (int) Math.ceil(count() * percentile / 100 - 1e-9)) - 1);
  }

  public int above(long limit) {
    int low = 0;
    int high = nanoseconds.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (nanoseconds[middle] > limit) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return nanoseconds.length - low;
  }
}
