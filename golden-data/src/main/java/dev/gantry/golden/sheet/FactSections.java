package dev.gantry.golden.sheet;

import dev.gantry.golden.array.ValueRange;
import dev.gantry.golden.score.ScoreTable;
import dev.gantry.golden.score.ScoreTable.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The upper part of a sheet: what the set is, before any sample is seen. */
record FactSections(SetFacts facts) {
  private static final int MOST_CLASSES = 24;

  List<MarkupTag> all() {
    List<MarkupTag> sections = new ArrayList<>();
    sections.add(masthead());
    List<MarkupTag> balance = new ArrayList<>();
    if (facts.balance().stream().anyMatch(count -> count > 0)) {
      balance.add(new LabelBalanceTables(facts).classes(MOST_CLASSES));
    }
    if (!facts.slices().isEmpty()) {
      balance.add(new LabelBalanceTables(facts).slices());
    }
    sections.add(MarkupTag.of("div", "columns").add(balance));
    sections.add(tensors());
    sections.add(origin());
    return sections;
  }

  private MarkupTag masthead() {
    int samples = facts.set().samples().size();
    MarkupTag particulars =
        MarkupTag.of("dl", "particulars").add(tally("Samples", SheetFigures.count(samples)));
    if (!facts.set().classes().isEmpty()) {
      particulars =
          particulars.add(tally("Classes", SheetFigures.count(facts.set().classes().size())));
    }
    if (!facts.slices().isEmpty()) {
      particulars = particulars.add(tally("Slices", SheetFigures.count(facts.slices().size())));
    }
    if (facts.quality().isPresent()) {
      ScoreTable quality = facts.quality().get();
      particulars =
          particulars
              .add(
                  tally(
                      "Reference " + quality.metric().title(),
                      SheetFigures.metric(value(Part.ALL, ""))))
              .add(tally("To look at first", SheetFigures.count(facts.disagreeing().size())));
    }
    return MarkupTag.of("header")
        .add(
            MarkupTag.of("p", "imprint")
                .add(MarkupTag.of("b").text("Gantry"), MarkupTag.of("span").text("golden set")),
            MarkupTag.of("h1").text(facts.set().name()),
            MarkupTag.of("p", "edition")
                .text("version " + facts.set().version())
                .add(MarkupTag.of("code").text(facts.set().digest().toString())),
            particulars);
  }

  private static MarkupTag tally(String name, String value) {
    return MarkupTag.of("div").add(MarkupTag.of("dt").text(name), MarkupTag.of("dd").text(value));
  }

  private OptionalDouble value(Part part, String name) {
    return facts
        .quality()
        .flatMap(table -> table.row(part, name))
        .map(ScoreTable.Row::reference)
        .orElse(OptionalDouble.empty());
  }

  private MarkupTag tensors() {
    MarkupTag table =
        MarkupTag.of("table", "figures")
            .add(
                MarkupTag.of("thead")
                    .add(
                        LabelBalanceTables.row(
                            "th",
                            "",
                            "Name",
                            "Type",
                            "Shape",
                            "Least",
                            "Mean",
                            "Most",
                            "NaN or infinite")));
    MarkupTag body = MarkupTag.of("tbody");
    for (TensorFacts input : facts.inputs()) {
      body = body.add(row("in", input));
    }
    for (TensorFacts output : facts.outputs()) {
      body = body.add(row("out", output));
    }
    return MarkupTag.of("section")
        .add(
            MarkupTag.of("h2").text("Inputs and outputs"),
            MarkupTag.of("p", "lead")
                .text("Over all samples, as the network is fed and as the references stand."),
            MarkupTag.of("div", "wide").add(table.add(body)),
            MarkupTag.of("h3", "small").text("How outputs become answers"),
            MarkupTag.of("p", "prose").text(facts.decoding()));
  }

  private static MarkupTag row(String way, TensorFacts facts) {
    Optional<ValueRange> range = facts.range();
    long odd = facts.nans() + facts.infinities();
    return LabelBalanceTables.row(
        "td",
        way,
        facts.spec().name(),
        facts.spec().type().toString(),
        SheetFigures.shape(facts.spec()),
        range.map(all -> SheetFigures.number(all.min())).orElse("\u2013"),
        range.map(all -> SheetFigures.number(all.mean())).orElse("\u2013"),
        range.map(all -> SheetFigures.number(all.max())).orElse("\u2013"),
        odd == 0 ? "none" : SheetFigures.count(odd));
  }

  private MarkupTag origin() {
    MarkupTag section = MarkupTag.of("section").add(MarkupTag.of("h2").text("Where it comes from"));
    if (facts.provenance().isEmpty()) {
      return section.add(MarkupTag.of("p", "prose").text("The set does not say."));
    }
    MarkupTag list = MarkupTag.of("dl", "origin");
    for (var entry : facts.provenance().entrySet()) {
      list = list.add(tally(entry.getKey(), entry.getValue()));
    }
    return section.add(list);
  }
}
