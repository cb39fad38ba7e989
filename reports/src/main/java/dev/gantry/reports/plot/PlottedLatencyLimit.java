package dev.gantry.reports.plot;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.reports.ledger.ReportFigures;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A limit on a percentile, and the kinds of board that it holds for. */
record PlottedLatencyLimit(double percentile, Limit limit, String kinds) {

  static List<PlottedLatencyLimit> of(List<PlannedCell> cells) {
    record Key(double percentile, Limit limit) {}
    Map<Key, TreeSet<String>> kinds =
        new TreeMap<>(
            Comparator.comparingDouble(Key::percentile)
                .thenComparingDouble(key -> key.limit().bound().plain())
                .thenComparing(key -> key.limit().relation()));
    for (PlannedCell cell : cells) {
      for (Criterion criterion : cell.criteria()) {
        if (criterion instanceof Criterion.Latency latency) {
          Key key = new Key(latency.percentile(), latency.limit());
          kinds.computeIfAbsent(key, fresh -> new TreeSet<>()).add(cell.cell().kind());
        }
      }
    }
    return kinds.entrySet().stream()
        .map(
            entry ->
                new PlottedLatencyLimit(
                    entry.getKey().percentile(),
                    entry.getKey().limit(),
                    entry.getValue().size() == cells.size()
                        ? ""
                        : String.join(", ", entry.getValue())))
        .toList();
  }

  double seconds() {
    return limit.bound().plain();
  }

  String words() {
    return "p"
        + ReportFigures.digits(percentile, 5)
        + " "
        + ReportFigures.of(limit)
        + (kinds.isEmpty() ? "" : " on " + kinds);
  }
}
