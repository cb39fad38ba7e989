package dev.gantry.targets.telemetry;

/** The lowest, highest and mean of one reading over a run. */
final class ReadingRange {
  private double lowest = Double.POSITIVE_INFINITY;
  private double highest = Double.NEGATIVE_INFINITY;
  private double sum;
  private long count;
  private double first;
  private double last;

  void add(double value) {
    if (count == 0) {
      first = value;
    }
    last = value;
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
    sum += value;
    count++;
  }

  double lowest() {
    return lowest;
  }

  double highest() {
    return highest;
  }

  double mean() {
    return sum / count;
  }

  /** How far a counter went; one that began anew went nowhere that is known. */
  double gained() {
    return Math.max(0, last - first);
  }
}
