package dev.gantry.reports.plot;

import static dev.gantry.reports.markup.Element.tag;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.JudgedRelease.Account;
import dev.gantry.dossier.JudgedRelease.Ran;
import dev.gantry.dossier.JudgedRelease.Window;
import dev.gantry.dossier.Scenario;
import dev.gantry.reports.ledger.ReportFigures;
import dev.gantry.reports.markup.Element;
import dev.gantry.reports.markup.MarkupNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The p50 and the p99 of every window of a soak, over the time that it took. */
public final class SoakPlot {
  private static final double LEFT = 42;
  private static final double RIGHT = 430;
  private static final double TOP = 24;
  private static final double BOTTOM = 142;

  private final String title;
  private final Scenario.Soak soak;
  private final List<Window> windows;
  private final List<Criterion.SoakLatency> limits;
  private final TimeAxis up;

  private SoakPlot(
      String title, Scenario.Soak soak, List<Window> windows, List<Criterion.SoakLatency> limits) {
    this.title = title;
    this.soak = soak;
    this.windows = windows;
    this.limits = limits;
    double least = windows.stream().mapToDouble(window -> seconds(window.p50())).min().orElse(0);
    double most = windows.stream().mapToDouble(window -> seconds(window.p99())).max().orElse(1);
    double near =
        limits.stream()
            .mapToDouble(SoakPlot::seconds)
            .filter(limit -> limit <= 2 * most)
            .max()
            .orElse(0);
    double low = limits.stream().mapToDouble(SoakPlot::seconds).min().orElse(least);
    this.up = TimeAxis.between(Math.min(least, low), Math.max(most, near), BOTTOM, TOP);
  }

  /** Absent for what was no soak, and for one of which no window came home. */
  public static Optional<SoakPlot> of(JudgedRelease release, Account account, Ran ran) {
    if (!(ran.scenario() instanceof Scenario.Soak soak) || ran.windows().isEmpty()) {
      return Optional.empty();
    }
    List<Criterion.SoakLatency> limits =
        release.plan().cells().stream()
            .filter(planned -> planned.cell().equals(account.cell()))
            .flatMap(planned -> planned.criteria().stream())
            .filter(Criterion.SoakLatency.class::isInstance)
            .map(Criterion.SoakLatency.class::cast)
            .toList();
    String title = account.cell() + " on " + account.board();
    return Optional.of(new SoakPlot(title, soak, ran.windows(), limits));
  }

  /** To be placed in a page that carries the style of plots. */
  public Element inPage() {
    List<MarkupNode> nodes = new ArrayList<>(grid());
    limits.forEach(limit -> nodes.addAll(line(limit)));
    nodes.add(curve("curve k0", "p50", Window::p50));
    nodes.add(curve("curve k1", "p99", Window::p99));
    nodes.add(label("p50", Window::p50));
    nodes.add(label("p99", Window::p99));
    return tag("svg", "plot")
        .attribute("viewBox", "0 0 480 180")
        .attribute("role", "img")
        .attribute("aria-label", "Inference time in every window of a soak: " + title)
        .add(nodes);
  }

  private List<MarkupNode> grid() {
    List<MarkupNode> nodes = new ArrayList<>();
    for (double tick : up.ticks()) {
      nodes.add(PlotDrawing.line("grid", LEFT, up.y(tick), RIGHT, up.y(tick)));
      nodes.add(PlotDrawing.words("tick end", LEFT - 6, up.y(tick) + 3.5, up.label(tick)));
    }
    for (int quarter = 0; quarter <= 4; quarter++) {
      Duration at = soak.length().multipliedBy(quarter).dividedBy(4);
      nodes.add(PlotDrawing.line("stub", x(at), BOTTOM, x(at), BOTTOM + 4));
      nodes.add(PlotDrawing.words("tick middle", x(at), BOTTOM + 16, clock(at)));
    }
    nodes.add(PlotDrawing.line("base", LEFT, BOTTOM, RIGHT, BOTTOM));
    nodes.add(PlotDrawing.words("axis end", LEFT - 6, 11, up.unit()));
    nodes.add(
        PlotDrawing.words(
            "axis middle", (LEFT + RIGHT) / 2, BOTTOM + 33, "time since the soak began"));
    return nodes;
  }

  private List<MarkupNode> line(Criterion.SoakLatency limit) {
    String words =
        "p" + ReportFigures.digits(limit.percentile(), 5) + " " + ReportFigures.of(limit.limit());
    boolean visible = seconds(limit) * up.scale() <= up.high() * 1.0001;
    if (!visible) {
      return List.of(PlotDrawing.words("limit", LEFT + 5, TOP - 12, words + ": above this scale"));
    }
    double y = up.y(seconds(limit));
    return List.of(
        PlotDrawing.line("limit", LEFT, y, RIGHT, y),
        PlotDrawing.words("limit", LEFT + 5, y - 5, words));
  }

  private Element curve(String classes, String name, Function<Window, Duration> time) {
    String path =
        windows.stream()
            .map(
                window ->
                    String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        middle(window),
                        up.y(seconds(time.apply(window)))))
            .collect(Collectors.joining(" L", "M", ""));
    // A path of one point draws nothing.
    String drawn = windows.size() == 1 ? path + " h0.1" : path;
    return tag("path", classes).attribute("d", drawn).add(tag("title").text(name));
  }

  private Element label(String name, Function<Window, Duration> time) {
    Window last = windows.get(windows.size() - 1);
    return PlotDrawing.words("tick", RIGHT + 8, up.y(seconds(time.apply(last))) + 3.5, name);
  }

  private double middle(Window window) {
    return x(window.from().plus(soak.window().dividedBy(2)));
  }

  private double x(Duration at) {
    double share = Math.min(1, (double) at.toNanos() / soak.length().toNanos());
    return LEFT + (RIGHT - LEFT) * share;
  }

  private String clock(Duration at) {
    if (at.isZero()) {
      return "0";
    }
    return soak.length().toMinutes() >= 4
        ? String.format(Locale.ROOT, "%d:%02d", at.toHours(), at.toMinutesPart())
        : ReportFigures.of(at);
  }

  private static double seconds(Criterion.SoakLatency limit) {
    return limit.limit().bound().plain();
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
