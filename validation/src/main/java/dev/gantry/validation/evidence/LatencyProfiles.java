package dev.gantry.validation.evidence;

import dev.gantry.dossier.LatencyProfile;
import dev.gantry.validation.timing.RoundTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** Raw times as a curve for people: percentiles ever finer towards the slow end. */
final class LatencyProfiles {
  private static final int DIGITS = 3;
  private static final int TICKS_PER_HALF = 10;

  private LatencyProfiles() {}

  static Optional<LatencyProfile> of(List<RoundTimes> rounds) {
    Histogram histogram = new Histogram(DIGITS);
    for (RoundTimes times : rounds) {
      for (long nanoseconds : times.nanoseconds()) {
        histogram.recordValue(nanoseconds);
      }
    }
    if (histogram.getTotalCount() == 0) {
      return Optional.empty();
    }
    List<LatencyProfile.Point> points = new ArrayList<>();
    for (HistogramIterationValue value : histogram.percentiles(TICKS_PER_HALF)) {
      points.add(
          new LatencyProfile.Point(
              value.getPercentileLevelIteratedTo(), Duration.ofNanos(value.getValueIteratedTo())));
    }
    return Optional.of(
        new LatencyProfile(
            histogram.getTotalCount(),
            Duration.ofNanos(Math.round(histogram.getMean())),
            Duration.ofNanos(histogram.getMaxValue()),
            points));
  }
}
