package dev.gantry.converter.calibrate;

/** Counts in bins of equal width, read only; the bins that hold nothing at both ends are known. */
final class HistogramBins {
  private final double start;
  private final double width;
  private final long[] counts;
  private final int first;
  private final int end;

  /** Keeps the counts as they are: the caller gives them away. */
  HistogramBins(double start, double width, long[] counts) {
    this.start = start;
    this.width = width;
    this.counts = counts;
    int from = 0;
    int to = counts.length;
    while (from < to && counts[from] == 0) {
      from++;
    }
    while (to > from && counts[to - 1] == 0) {
      to--;
    }
    this.first = from;
    this.end = to;
  }

  int first() {
    return first;
  }

  /** One behind the last that holds something. */
  int end() {
    return end;
  }

  long count(int bin) {
    return counts[bin];
  }

  double width() {
    return width;
  }

  /** The value at which a bin begins. */
  double edge(int bin) {
    return start + bin * width;
  }

  long total() {
    long total = 0;
    for (int bin = first; bin < end; bin++) {
      total += counts[bin];
    }
    return total;
  }
}
