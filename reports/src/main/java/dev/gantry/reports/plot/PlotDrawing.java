package dev.gantry.reports.plot;

import static dev.gantry.reports.markup.Element.tag;

import dev.gantry.reports.ledger.ReportFigures;
import dev.gantry.reports.markup.Element;
import dev.gantry.reports.markup.MarkupNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The lines of a latency plot, laid out in a frame of 480 by 270. */
final class PlotDrawing {
  private static final double LEFT = 42;
  private static final double RIGHT = 378;
  private static final double TOP = 24;
  private static final double BOTTOM = 232;

  private final List<DistributionCurve> curves;
  private final List<PlottedLatencyLimit> limits;
  private final PercentileAxis across;
  private final TimeAxis up;

  PlotDrawing(List<DistributionCurve> curves, List<PlottedLatencyLimit> limits) {
    this.curves = curves;
    this.limits = limits;
    long queries = curves.stream().mapToLong(curve -> curve.profile().queries()).max().orElse(1);
    // A limit below every curve must not be drawn at the edge, as if it were higher than it is.
    double least =
        Stream.concat(
                curves.stream().map(DistributionCurve::least),
                limits.stream().map(PlottedLatencyLimit::seconds))
            .min(Double::compare)
            .orElse(0.0);
    double most = curves.stream().mapToDouble(DistributionCurve::most).max().orElse(1);
    double near =
        limits.stream()
            .mapToDouble(PlottedLatencyLimit::seconds)
            .filter(seconds -> seconds <= 2 * most)
            .max()
            .orElse(0);
    this.across = PercentileAxis.upTo(queries, LEFT, RIGHT);
    this.up = TimeAxis.between(least, Math.max(most, near), BOTTOM, TOP);
  }

  List<MarkupNode> nodes() {
    List<MarkupNode> nodes = new ArrayList<>(grid());
    int beyond = 0;
    for (PlottedLatencyLimit limit : limits) {
      boolean visible = limit.seconds() * up.scale() <= up.high() * 1.0001;
      nodes.addAll(visible ? line(limit) : List.of(above(limit, beyond++)));
    }
    for (DistributionCurve curve : curves) {
      nodes.add(stroke(curve));
    }
    nodes.addAll(new CurveLabels(curves, across, up, RIGHT + 8).nodes());
    return nodes;
  }

  private List<MarkupNode> grid() {
    List<MarkupNode> nodes = new ArrayList<>();
    for (double tick : up.ticks()) {
      nodes.add(line("grid", LEFT, up.y(tick), RIGHT, up.y(tick)));
      nodes.add(words("tick end", LEFT - 6, up.y(tick) + 3.5, up.label(tick)));
    }
    for (double tick : across.ticks()) {
      nodes.add(line("stub", across.x(tick), BOTTOM, across.x(tick), BOTTOM + 4));
      String label = tick == 0 ? "min" : "p" + ReportFigures.digits(tick, 5);
      nodes.add(words("tick middle", across.x(tick), BOTTOM + 16, label));
    }
    nodes.add(line("base", LEFT, BOTTOM, RIGHT, BOTTOM));
    nodes.add(words("axis end", LEFT - 6, 11, up.unit()));
    nodes.add(words("axis middle", (LEFT + RIGHT) / 2, BOTTOM + 33, "percentile of queries"));
    return nodes;
  }

  private List<MarkupNode> line(PlottedLatencyLimit limit) {
    double y = up.y(limit.seconds());
    double x = across.x(limit.percentile());
    Element peg =
        tag("path", "peg")
            .attribute("d", String.format(Locale.ROOT, "M%.1f,%.1f l4.5,-7 h-9 z", x, y - 1));
    return List.of(
        line("limit", LEFT, y, RIGHT, y), peg, words("limit", LEFT + 5, y - 5, limit.words()));
  }

  private MarkupNode above(PlottedLatencyLimit limit, int turn) {
    String note = limit.words() + ": above this scale";
    return words("limit", LEFT + 5, TOP - 12 + 11.0 * turn, note);
  }

  private MarkupNode stroke(DistributionCurve curve) {
    Element path =
        tag("path", (curves.size() > 12 ? "curve thin " : "curve ") + curve.colour())
            .attribute("d", curve.path(across, up));
    Element dashed =
        curve.dashes().isEmpty() ? path : path.attribute("stroke-dasharray", curve.dashes());
    return dashed.add(tag("title").text(curve.board()));
  }

  static Element line(String classes, double x1, double y1, double x2, double y2) {
    return tag("line", classes)
        .attribute("x1", coordinate(x1))
        .attribute("y1", coordinate(y1))
        .attribute("x2", coordinate(x2))
        .attribute("y2", coordinate(y2));
  }

  static Element words(String classes, double x, double y, String words) {
    return tag("text", classes)
        .attribute("x", coordinate(x))
        .attribute("y", coordinate(y))
        .text(words);
  }

  private static String coordinate(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
