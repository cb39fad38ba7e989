package dev.gantry.reports.plot;

import dev.gantry.dossier.JudgedRelease.Account;
import dev.gantry.dossier.LatencyProfile;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The distribution of one board; its kind gives the colour, its turn within the kind the dashes.
 */
record DistributionCurve(
    String board, int kind, int turn, boolean simulated, LatencyProfile profile) {
  private static final List<String> DASHES = List.of("", "7 3", "2 2.5", "9 3 2 3");

  static DistributionCurve of(Account account, int kind, int turn) {
    return new DistributionCurve(
        account.board(), kind, turn, account.simulated(), account.latency().orElseThrow());
  }

  String colour() {
    return "k" + kind % 6;
  }

  String dashes() {
    return DASHES.get(turn % DASHES.size());
  }

  List<LatencyProfile.Point> points() {
    return profile.points().stream()
        .sorted(Comparator.comparingDouble(LatencyProfile.Point::percentile))
        .toList();
  }

  double least() {
    return points().stream().mapToDouble(DistributionCurve::seconds).min().orElse(0);
  }

  double most() {
    return points().stream().mapToDouble(DistributionCurve::seconds).max().orElse(0);
  }

  String path(PercentileAxis across, TimeAxis up) {
    return points().stream()
        .map(
            point ->
                String.format(
                    Locale.ROOT, "%.1f,%.1f", across.x(point.percentile()), up.y(seconds(point))))
        .collect(Collectors.joining(" L", "M", ""));
  }

  double endX(PercentileAxis across) {
    return across.x(points().get(points().size() - 1).percentile());
  }

  double endY(TimeAxis up) {
    return up.y(seconds(points().get(points().size() - 1)));
  }

  private static double seconds(LatencyProfile.Point point) {
    return point.time().toNanos() / 1e9;
  }
}
