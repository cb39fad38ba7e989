package dev.gantry.golden.sheet;

import dev.gantry.golden.score.ScoreTable;
import dev.gantry.golden.score.ScoreTable.Part;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** How the labels are spread over classes and slices, and how well the references do there. */
record Balance(SetFacts facts) {
  private static final int FULL = 100;

  Tag classes(int most) {
    Palette palette = new Palette(facts.set().classes());
    List<Long> balance = facts.balance();
    long highest = balance.stream().mapToLong(Long::longValue).max().orElse(0);
    long all = balance.stream().mapToLong(Long::longValue).sum();
    Tag body = Tag.of("tbody");
    for (int kind = 0; kind < Math.min(most, balance.size()); kind++) {
      long count = balance.get(kind);
      Tag bar = bar(highest == 0 ? 0 : (double) count / highest, palette.hex(kind));
      Tag name = Tag.of("th").add(palette.swatch(kind)).text(palette.name(kind));
      Tag row =
          Tag.of("tr").add(name, Tag.of("td", "stretch").add(bar), figure(Figures.count(count)));
      row = row.add(figure(all == 0 ? "\u2013" : Figures.share((double) count / all)));
      body = body.add(withMetric(row, Part.CLASS, palette.name(kind)));
    }
    String unit = Figures.plural(facts.unit());
    Tag head =
        head(
            "Class",
            "",
            unit.substring(0, 1).toUpperCase(Locale.ROOT) + unit.substring(1),
            "Share");
    Tag section =
        Tag.of("section")
            .add(Tag.of("h2").text("Classes"))
            .add(Tag.of("p", "lead").text(explained()))
            .add(Tag.of("div", "wide").add(Tag.of("table", "balance").add(head, body)));
    int left = balance.size() - most;
    return left <= 0
        ? section
        : section.add(
            Tag.of("p", "lead")
                .text(
                    Figures.counted(left, "further class") + " not drawn here; --json has them."));
  }

  private String explained() {
    String labelled = "What the labels hold, in " + Figures.plural(facts.unit()) + ".";
    return facts
        .quality()
        .map(table -> labelled + " " + table.metric() + ": " + table.metric().meaning() + ".")
        .orElseGet(
            () ->
                labelled
                    + facts
                        .unscored()
                        .map(why -> " References are not scored: " + why + ".")
                        .orElse(""));
  }

  Tag slices() {
    Palette palette = new Palette(facts.set().classes());
    Tag body =
        Tag.of("tbody")
            .add(slice(palette, "all samples", "", facts.set().samples().size(), facts.balance()));
    for (SetFacts.SliceFacts slice : facts.slices()) {
      body = body.add(slice(palette, slice.name(), slice.name(), slice.samples(), slice.balance()));
    }
    Tag table = Tag.of("table", "balance").add(head("Slice", "Labels by class", "Samples"), body);
    Tag section = Tag.of("section").add(Tag.of("h2").text("Slices"));
    return section
        .add(Tag.of("p", "lead").text("A sample may belong to several, or to none."))
        .add(Tag.of("div", "wide").add(table));
  }

  private Tag slice(Palette palette, String shown, String name, int samples, List<Long> balance) {
    long all = balance.stream().mapToLong(Long::longValue).sum();
    Tag mix = Tag.of("div", "mix");
    for (int kind = 0; kind < balance.size(); kind++) {
      long count = balance.get(kind);
      if (count > 0) {
        String words = palette.name(kind) + ": " + Figures.counted(count, facts.unit());
        mix =
            mix.add(
                Tag.of("i")
                    .with("title", words)
                    .with(
                        "style",
                        "width:"
                            + Figures.coordinate(FULL * (double) count / all)
                            + "%;background:"
                            + palette.hex(kind)));
      }
    }
    Tag row =
        Tag.of("tr")
            .add(
                Tag.of("th").text(shown),
                Tag.of("td", "stretch").add(mix),
                figure(Figures.count(samples)));
    return withMetric(row, name.isEmpty() ? Part.ALL : Part.SLICE, name);
  }

  private Tag withMetric(Tag row, Part part, String name) {
    Optional<ScoreTable> quality = facts.quality();
    if (quality.isEmpty()) {
      return row;
    }
    OptionalDouble value =
        quality.get().row(part, name).map(ScoreTable.Row::reference).orElse(OptionalDouble.empty());
    return row.add(figure(Figures.metric(value)).with("data-part", part + ":" + name));
  }

  private Tag head(String... names) {
    Tag row = Tag.of("tr");
    for (int column = 0; column < names.length; column++) {
      row = row.add(Tag.of("th", column < 2 ? "" : "figure").text(names[column]));
    }
    if (facts.quality().isPresent()) {
      row = row.add(Tag.of("th", "figure").text(facts.quality().get().metric().toString()));
    }
    return Tag.of("thead").add(row);
  }

  private static Tag bar(double share, String colour) {
    return Tag.of("div", "bar")
        .add(
            Tag.of("i")
                .with(
                    "style",
                    "width:" + Figures.coordinate(FULL * share) + "%;background:" + colour));
  }

  private static Tag figure(String words) {
    return Tag.of("td", "figure").text(words);
  }

  /** Words first, then figures. */
  static Tag row(String cell, String... words) {
    Tag row = Tag.of("tr");
    for (int column = 0; column < words.length; column++) {
      row = row.add(Tag.of(cell, column < 4 ? "" : "figure").text(words[column]));
    }
    return row;
  }
}
