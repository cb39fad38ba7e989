package dev.gantry.reports.page;

import static dev.gantry.reports.markup.Element.tag;

import dev.gantry.dossier.TaskMetric;
import dev.gantry.dossier.TaskProfile;
import dev.gantry.dossier.TaskProfile.Part;
import dev.gantry.dossier.TaskProfile.Reached;
import dev.gantry.dossier.TaskProfile.Row;
import dev.gantry.dossier.TaskProfile.Taken;
import dev.gantry.reports.ledger.ReportFigures;
import dev.gantry.reports.markup.Element;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Draws one profile: its figures part by part, and the mistakes that the engine makes most. */
record TaskTable(TaskProfile profile) {
  private static final int MISTAKES = 5;
  private static final int CLASSES = 20;

  /** {@code mAP50 91.20 % → 90.80 %}. */
  static Element inOneLine(Reached reached) {
    return tag("span", "sum")
        .add(tag("i").text(reached.metric().title()))
        .text(" " + share(reached.reference()) + " → ")
        .add(tag("b").text(share(reached.engine())));
  }

  private static String share(double value) {
    return String.format(Locale.ROOT, "%.2f %%", value * 100);
  }

  /** What the engine has more or less than the reference. */
  private static String change(Reached reached) {
    String points = String.format(Locale.ROOT, "%.2f", Math.abs(reached.loss() * 100));
    String sign = points.equals("0.00") ? "" : reached.loss() > 0 ? "−" : "+";
    return sign + points + " pt";
  }

  Element parts() {
    List<Element> bodies = new ArrayList<>();
    bodies.add(tag("tbody").add(rows(Part.ALL).stream().map(this::row).toList()));
    group(bodies, "Slices", rows(Part.SLICE));
    List<Row> classes = rows(Part.CLASS);
    if (classes.size() <= CLASSES) {
      group(bodies, "Classes", classes);
    } else {
      List<Row> worst =
          classes.stream()
              .sorted(
                  Comparator.comparingDouble((Row row) -> row.reached().get(0).loss()).reversed())
              .limit(CLASSES)
              .toList();
      group(bodies, CLASSES + " of " + classes.size() + " classes that lose most", worst);
    }
    return tag("div", "wide").add(tag("table", "parts").add(head()).add(bodies));
  }

  private List<Row> rows(Part part) {
    return profile.rows().stream().filter(row -> row.part() == part).toList();
  }

  private List<TaskMetric> metrics() {
    return profile.rows().stream()
        .flatMap(row -> row.reached().stream())
        .map(Reached::metric)
        .distinct()
        .toList();
  }

  private Element head() {
    List<Element> above = new ArrayList<>();
    List<Element> below = new ArrayList<>();
    above.add(tag("th").attribute("rowspan", "2"));
    above.add(tag("th", "figure").attribute("rowspan", "2").text("Samples"));
    for (TaskMetric metric : metrics()) {
      above.add(
          tag("th", "metric")
              .attribute("colspan", "3")
              .attribute("scope", "colgroup")
              .text(metric.title()));
      below.add(tag("th", "figure").text("Reference"));
      below.add(tag("th", "figure").text("Engine"));
      below.add(tag("th", "figure").text("Change"));
    }
    return tag("thead").add(tag("tr").add(above), tag("tr").add(below));
  }

  private void group(List<Element> bodies, String title, List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    String columns = Integer.toString(2 + 3 * metrics().size());
    bodies.add(
        tag("tbody")
            .add(
                tag("tr", "group")
                    .add(
                        tag("th")
                            .attribute("colspan", columns)
                            .attribute("scope", "rowgroup")
                            .text(title)))
            .add(rows.stream().map(this::row).toList()));
  }

  private Element row(Row row) {
    List<Element> cells = new ArrayList<>();
    cells.add(
        tag("th")
            .attribute("scope", "row")
            .text(row.part() == Part.ALL ? "All samples" : row.name()));
    cells.add(tag("td", "figure").text(Integer.toString(row.samples())));
    for (TaskMetric metric : metrics()) {
      List<Reached> own =
          row.reached().stream().filter(reached -> reached.metric() == metric).toList();
      if (own.isEmpty()) {
        cells.add(tag("td", "figure").attribute("colspan", "3").add(PageTags.absent()));
      }
      for (Reached reached : own) {
        cells.add(tag("td", "figure").text(share(reached.reference())));
        cells.add(tag("td", "figure").text(share(reached.engine())));
        cells.add(tag("td", "figure").text(change(reached)));
      }
    }
    return tag("tr").add(cells);
  }

  Element mistakes() {
    List<Taken> all =
        profile.taken().stream()
            .filter(Taken::mistaken)
            .filter(taken -> taken.engine() > 0)
            .sorted(Comparator.comparingLong(Taken::engine).reversed())
            .toList();
    if (all.isEmpty()) {
      return tag("div").add(tag("p", "more").text("The engine took no class for another."));
    }
    Element block =
        tag("div")
            .add(
                tag("div", "wide")
                    .add(
                        tag("table", "mistakes")
                            .add(
                                mistakesHead(),
                                tag("tbody")
                                    .add(all.stream().limit(MISTAKES).map(this::row).toList()))));
    return all.size() <= MISTAKES
        ? block
        : block.add(
            tag("p", "more")
                .text(
                    ReportFigures.count(all.size() - MISTAKES, "more pair", "more pairs")
                        + " in dossier/judged.json"));
  }

  private Element mistakesHead() {
    return tag("thead")
        .add(
            tag("tr")
                .add(
                    tag("th").text("Mistakes, in " + counted()),
                    tag("th").text("Taken for"),
                    tag("th", "figure").text("Engine"),
                    tag("th", "figure").text("Reference")));
  }

  private String counted() {
    return switch (metrics().get(0)) {
      case TOP1 -> "samples";
      case MAP50, MAP50_95 -> "boxes";
      case MIOU -> "places";
    };
  }

  private Element row(Taken taken) {
    return tag("tr")
        .add(
            tag("th").attribute("scope", "row").text(taken.labelled().orElse("nothing")),
            tag("td").text(taken.answered().orElse("nothing")),
            tag("td", "figure").text(Long.toString(taken.engine())),
            tag("td", "figure").text(Long.toString(taken.reference())));
  }
}
