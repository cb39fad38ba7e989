package dev.gantry.dossier;

import java.time.Duration;
import java.util.List;

/**
 * The distribution of inference times of one trial, for people to look at; limits are judged on the
 * raw times.
 */
public record LatencyProfile(long queries, Duration mean, Duration max, List<Point> points) {
  public LatencyProfile {
    points = List.copyOf(points);
  }

  /** A percentile, 0 to 100, and the time at or below which that share of queries stayed. */
  public record Point(double percentile, Duration time) {}

  public Duration at(double percentile) {
    return points.stream()
        .filter(point -> point.percentile() >= percentile)
        .findFirst()
        .map(Point::time)
        .orElse(max);
  }
}
