package dev.gantry.reports.page;

import static dev.gantry.reports.markup.Element.tag;

import dev.gantry.dossier.Cell;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Precision;
import dev.gantry.reports.markup.Element;
import dev.gantry.reports.markup.MarkupNode;
import dev.gantry.reports.plot.LatencyPlot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One plot for each model and precision, with every board in it. */
record LatencySection(JudgedRelease release) {

  private record Variant(String model, Precision precision) {}

  List<MarkupNode> elements() {
    List<MarkupNode> figures = new ArrayList<>();
    for (Variant variant : variants()) {
      figures.add(figure(variant));
    }
    if (figures.isEmpty()) {
      return List.of();
    }
    return List.of(
        tag("section")
            .add(
                tag("h2").text("Time of one inference"),
                tag("p", "lead")
                    .text(
                        "The time within which a share of the queries stayed, for every board: one"
                            + " colour for each kind, so that lines of one colour show how units"
                            + " differ. Of many boards, the quickest and the slowest of a kind are named. The triangle points at the limit that was judged."),
                tag("div", "plots").add(figures)));
  }

  private Set<Variant> variants() {
    Set<Variant> variants = new LinkedHashSet<>();
    release.plan().cells().forEach(planned -> variants.add(variant(planned.cell())));
    release.accounts().forEach(account -> variants.add(variant(account.cell())));
    return variants;
  }

  private static Variant variant(Cell cell) {
    return new Variant(cell.model(), cell.precision());
  }

  private Element figure(Variant variant) {
    Element caption =
        tag("figcaption")
            .text(variant.model() + " ")
            .add(tag("b", "precision").text(variant.precision().toString()));
    Optional<LatencyPlot> plot = LatencyPlot.of(release, variant.model(), variant.precision());
    MarkupNode drawing =
        plot.<MarkupNode>map(LatencyPlot::inPage)
            .orElseGet(() -> tag("p", "empty").text("No board brought home a distribution."));
    return tag("figure").add(caption, tag("div", "wide").add(drawing));
  }
}
