package dev.gantry.validation.timing;

import java.util.Arrays;
import java.util.List;

/** The times of all rounds together, from the fastest to the slowest. */
public final class SortedTimes {
  private final long[] nanoseconds;

  private SortedTimes(long[] nanoseconds) {
    this.nanoseconds = nanoseconds;
  }

  public static SortedTimes of(List<RoundTimes> rounds) {
    long[] all = new long[rounds.stream().mapToInt(RoundTimes::size).reduce(0, Math::addExact)];
    int filled = 0;
    for (RoundTimes round : rounds) {
      System.arraycopy(round.nanoseconds(), 0, all, filled, round.size());
      filled += round.size();
    }
    Arrays.sort(all);
    return new SortedTimes(all);
  }

  public int count() {
    return nanoseconds.length;
  }

  public long at(int index) {
    return nanoseconds[index];
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
