package dev.gantry.golden.sheet;

import dev.gantry.golden.score.ScoreTable;
import dev.gantry.golden.score.ScoreTable.Part;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Writes the tables of how the labels are spread over classes and slices, and how well the
 * references do there.
 */
record LabelBalanceTables(SetFacts facts) {
  private static final int FULL = 100;

  MarkupTag classes(int most) {
    ClassPalette palette = new ClassPalette(facts.set().classes());
    List<Long> balance = facts.balance();
    long highest = balance.stream().mapToLong(Long::longValue).max().orElse(0);
    long all = balance.stream().mapToLong(Long::longValue).sum();
    MarkupTag body = MarkupTag.of("tbody");
    for (int kind = 0; kind < Math.min(most, balance.size()); kind++) {
      long count = balance.get(kind);
      MarkupTag bar = bar(highest == 0 ? 0 : (double) count / highest, palette.hex(kind));
      MarkupTag name = MarkupTag.of("th").add(palette.swatch(kind)).text(palette.name(kind));
      MarkupTag row =
          MarkupTag.of("tr")
              .add(name, MarkupTag.of("td", "stretch").add(bar), figure(SheetFigures.count(count)));
      row = row.add(figure(all == 0 ? "\u2013" : SheetFigures.share((double) count / all)));
      body = body.add(withMetric(row, Part.CLASS, palette.name(kind)));
    }
    String unit = SheetFigures.plural(facts.unit());
    MarkupTag head =
        head(
            "Class",
            "",
            unit.substring(0, 1).toUpperCase(Locale.ROOT) + unit.substring(1),
            "Share");
    MarkupTag section =
        MarkupTag.of("section")
            .add(MarkupTag.of("h2").text("Classes"))
            .add(MarkupTag.of("p", "lead").text(explained()))
            .add(MarkupTag.of("div", "wide").add(MarkupTag.of("table", "balance").add(head, body)));
    int left = balance.size() - most;
    return left <= 0
        ? section
        : section.add(
            MarkupTag.of("p", "lead")
                .text(
                    SheetFigures.counted(left, "further class")
                        + " not drawn here; --json has them."));
  }

  private String explained() {
    String labelled = "What the labels hold, in " + SheetFigures.plural(facts.unit()) + ".";
    return facts
        .quality()
        .map(
            table ->
                labelled + " " + table.metric().title() + ": " + table.metric().meaning() + ".")
        .orElseGet(
            () ->
                labelled
                    + facts
                        .unscored()
                        .map(why -> " References are not scored: " + why + ".")
                        .orElse(""));
  }

  MarkupTag slices() {
    ClassPalette palette = new ClassPalette(facts.set().classes());
    MarkupTag body =
        MarkupTag.of("tbody")
            .add(slice(palette, "all samples", "", facts.set().samples().size(), facts.balance()));
    for (SetFacts.SliceFacts slice : facts.slices()) {
      body = body.add(slice(palette, slice.name(), slice.name(), slice.samples(), slice.balance()));
    }
    MarkupTag table =
        MarkupTag.of("table", "balance").add(head("Slice", "Labels by class", "Samples"), body);
    MarkupTag section = MarkupTag.of("section").add(MarkupTag.of("h2").text("Slices"));
    return section
        .add(MarkupTag.of("p", "lead").text("A sample may belong to several, or to none."))
        .add(MarkupTag.of("div", "wide").add(table));
  }

  private MarkupTag slice(
      ClassPalette palette, String shown, String name, int samples, List<Long> balance) {
    long all = balance.stream().mapToLong(Long::longValue).sum();
    MarkupTag mix = MarkupTag.of("div", "mix");
    for (int kind = 0; kind < balance.size(); kind++) {
      long count = balance.get(kind);
      if (count > 0) {
        String words = palette.name(kind) + ": " + SheetFigures.counted(count, facts.unit());
        mix =
            mix.add(
                MarkupTag.of("i")
                    .with("title", words)
                    .with(
                        "style",
                        "width:"
                            + SheetFigures.coordinate(FULL * (double) count / all)
                            + "%;background:"
                            + palette.hex(kind)));
      }
    }
    MarkupTag row =
        MarkupTag.of("tr")
            .add(
                MarkupTag.of("th").text(shown),
                MarkupTag.of("td", "stretch").add(mix),
                figure(SheetFigures.count(samples)));
    return withMetric(row, name.isEmpty() ? Part.ALL : Part.SLICE, name);
  }

  private MarkupTag withMetric(MarkupTag row, Part part, String name) {
    Optional<ScoreTable> quality = facts.quality();
    if (quality.isEmpty()) {
      return row;
    }
    OptionalDouble value =
        quality.get().row(part, name).map(ScoreTable.Row::reference).orElse(OptionalDouble.empty());
    return row.add(figure(SheetFigures.metric(value)).with("data-part", part + ":" + name));
  }

  private MarkupTag head(String... names) {
    MarkupTag row = MarkupTag.of("tr");
    for (int column = 0; column < names.length; column++) {
      row = row.add(MarkupTag.of("th", column < 2 ? "" : "figure").text(names[column]));
    }
    if (facts.quality().isPresent()) {
      row = row.add(MarkupTag.of("th", "figure").text(facts.quality().get().metric().title()));
    }
    return MarkupTag.of("thead").add(row);
  }

  private static MarkupTag bar(double share, String colour) {
    return MarkupTag.of("div", "bar")
        .add(
            MarkupTag.of("i")
                .with(
                    "style",
                    "width:" + SheetFigures.coordinate(FULL * share) + "%;background:" + colour));
  }

  private static MarkupTag figure(String words) {
    return MarkupTag.of("td", "figure").text(words);
  }

  /** Words first, then figures. */
  static MarkupTag row(String cell, String... words) {
    MarkupTag row = MarkupTag.of("tr");
    for (int column = 0; column < words.length; column++) {
      row = row.add(MarkupTag.of(cell, column < 4 ? "" : "figure").text(words[column]));
    }
    return row;
  }
}
