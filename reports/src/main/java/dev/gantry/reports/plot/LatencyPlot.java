package dev.gantry.reports.plot;

import static dev.gantry.reports.markup.Element.tag;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.JudgedRelease.Account;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.reports.markup.Element;
import dev.gantry.reports.markup.MarkupNode;
import dev.gantry.reports.markup.StyleSheet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Draws how the inference times of one model at one precision spread, on every board that ran it.
 */
public final class LatencyPlot {
  private final String title;
  private final List<DistributionCurve> curves;
  private final List<PlottedLatencyLimit> limits;

  private LatencyPlot(
      String title, List<DistributionCurve> curves, List<PlottedLatencyLimit> limits) {
    this.title = title;
    this.curves = List.copyOf(curves);
    this.limits = List.copyOf(limits);
  }

  /** Absent where no board brought home a distribution. */
  public static Optional<LatencyPlot> of(JudgedRelease release, String model, Precision precision) {
    List<String> kinds = new ArrayList<>();
    release.plan().kinds().forEach(kind -> kinds.add(kind.name()));
    Map<String, Integer> turns = new HashMap<>();
    List<DistributionCurve> curves = new ArrayList<>();
    for (Account account : release.accounts()) {
      String kind = account.cell().kind();
      boolean ours =
          account.cell().model().equals(model) && account.cell().precision() == precision;
      if (ours && account.latency().filter(profile -> !profile.points().isEmpty()).isPresent()) {
        int turn = turns.merge(kind, 1, Integer::sum) - 1;
        curves.add(DistributionCurve.of(account, Math.max(0, kinds.indexOf(kind)), turn));
      }
    }
    List<PlannedCell> cells =
        release.plan().cells().stream()
            .filter(cell -> cell.cell().model().equals(model))
            .filter(cell -> cell.cell().precision() == precision)
            .toList();
    return curves.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new LatencyPlot(model + " " + precision, curves, PlottedLatencyLimit.of(cells)));
  }

  /** To be placed in a page that carries the style of plots. */
  public Element inPage() {
    return frame().add(drawing());
  }

  /** A whole SVG document. */
  public String document() {
    Element ground = tag("rect", "ground").attribute("width", "100%").attribute("height", "100%");
    return frame()
        .attribute("xmlns", "http://www.w3.org/2000/svg")
        .attribute("width", "720")
        .attribute("height", "405")
        .add(StyleSheet.beside(LatencyPlot.class, "plot.css"), ground)
        .add(drawing())
        .toString();
  }

  private Element frame() {
    return tag("svg", "plot")
        .attribute("viewBox", "0 0 480 270")
        .attribute("role", "img")
        .attribute("aria-label", "Inference time by percentile: " + title);
  }

  private List<MarkupNode> drawing() {
    return new PlotDrawing(curves, limits).nodes();
  }
}
