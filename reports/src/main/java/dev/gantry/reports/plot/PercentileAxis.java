package dev.gantry.reports.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * Percentiles from left to right, each nine as wide as the one before it: the tail is where units
 * differ, and on a plain scale it would be a hair at the edge.
 */
record PercentileAxis(double left, double right, double decades) {
  static PercentileAxis upTo(long queries, double left, double right) {
    return new PercentileAxis(left, right, Math.max(2, Math.log10((double) Math.max(1, queries))));
  }

  /** A percentile beyond what was queried stands at the edge: nobody looked further. */
  double x(double percentile) {
    double nines = -Math.log10(Math.max(1e-12, 1 - percentile / 100));
    return left + (right - left) * Math.min(nines, decades) / decades;
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>(List.of(0.0, 50.0, 90.0, 99.0));
    if (decades >= 2.9) {
      ticks.add(99.9);
    }
    if (decades >= 3.9) {
      ticks.add(99.99);
    }
    return List.copyOf(ticks);
  }
}
