package dev.gantry.runner.drive;

/** Spreads a few marks over a run, by query or by time, each of which is passed once. */
public final class SpreadMarks {
  private static final int NUMBER = 8;

  private final long[] places;
  private int next;

  private SpreadMarks(long[] places) {
    this.places = places;
  }

  /** Queries by number; the last of them is among the marks. */
  public static SpreadMarks queries(long queries) {
    int number = (int) Math.min(NUMBER, queries);
    long[] places = new long[number];
    for (int mark = 0; mark < number; mark++) {
      // A little before its share is over: else, samples asked in turn, all were of one sample.
      int early = number - 1 - mark;
      places[mark] = Math.max(mark, (queries * (mark + 1)) / number - 1 - early);
    }
    return new SpreadMarks(places);
  }

  /** Times from the start on; which query is the last shows only when it is over. */
  public static SpreadMarks times(long start, long length) {
    long[] places = new long[NUMBER - 1];
    for (int mark = 0; mark < places.length; mark++) {
      places[mark] = start + length / places.length * mark;
    }
    return new SpreadMarks(places);
  }

  public boolean passes(long place) {
    // By difference, as a monotonic clock may start anywhere.
    if (next == places.length || place - places[next] < 0) {
      return false;
    }
    while (next < places.length && place - places[next] >= 0) {
      next++;
    }
    return true;
  }
}
