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

  List<Tag> all() {
    List<Tag> sections = new ArrayList<>();
    sections.add(masthead());
    List<Tag> balance = new ArrayList<>();
    if (facts.balance().stream().anyMatch(count -> count > 0)) {
      balance.add(new Balance(facts).classes(MOST_CLASSES));
    }
    if (!facts.slices().isEmpty()) {
      balance.add(new Balance(facts).slices());
    }
    sections.add(Tag.of("div", "columns").add(balance));
    sections.add(tensors());
    sections.add(origin());
    return sections;
  }

  private Tag masthead() {
    int samples = facts.set().samples().size();
    Tag particulars = Tag.of("dl", "particulars").add(tally("Samples", Figures.count(samples)));
    if (!facts.set().classes().isEmpty()) {
      particulars = particulars.add(tally("Classes", Figures.count(facts.set().classes().size())));
    }
    if (!facts.slices().isEmpty()) {
      particulars = particulars.add(tally("Slices", Figures.count(facts.slices().size())));
    }
    if (facts.quality().isPresent()) {
      ScoreTable quality = facts.quality().get();
      particulars =
          particulars
              .add(tally("Reference " + quality.metric(), Figures.metric(value(Part.ALL, ""))))
              .add(tally("To look at first", Figures.count(facts.disagreeing().size())));
    }
    return Tag.of("header")
        .add(
            Tag.of("p", "imprint")
                .add(Tag.of("b").text("Gantry"), Tag.of("span").text("golden set")),
            Tag.of("h1").text(facts.set().name()),
            Tag.of("p", "edition")
                .text("version " + facts.set().version())
                .add(Tag.of("code").text(facts.set().digest().toString())),
            particulars);
  }

  private static Tag tally(String name, String value) {
    return Tag.of("div").add(Tag.of("dt").text(name), Tag.of("dd").text(value));
  }

  private OptionalDouble value(Part part, String name) {
    return facts
        .quality()
        .flatMap(table -> table.row(part, name))
        .map(ScoreTable.Row::reference)
        .orElse(OptionalDouble.empty());
  }

  private Tag tensors() {
    Tag table =
        Tag.of("table", "figures")
            .add(
                Tag.of("thead")
                    .add(
                        Balance.row(
                            "th",
                            "",
                            "Name",
                            "Type",
                            "Shape",
                            "Least",
                            "Mean",
                            "Most",
                            "NaN or infinite")));
    Tag body = Tag.of("tbody");
    for (TensorFacts input : facts.inputs()) {
      body = body.add(row("in", input));
    }
    for (TensorFacts output : facts.outputs()) {
      body = body.add(row("out", output));
    }
    return Tag.of("section")
        .add(
            Tag.of("h2").text("Inputs and outputs"),
            Tag.of("p", "lead")
                .text("Over all samples, as the network is fed and as the references stand."),
            Tag.of("div", "wide").add(table.add(body)),
            Tag.of("h3", "small").text("How outputs become answers"),
            Tag.of("p", "prose").text(facts.decoding()));
  }

  private static Tag row(String way, TensorFacts facts) {
    Optional<ValueRange> range = facts.range();
    long odd = facts.nans() + facts.infinities();
    return Balance.row(
        "td",
        way,
        facts.spec().name(),
        facts.spec().type().toString(),
        Figures.shape(facts.spec()),
        range.map(all -> Figures.number(all.min())).orElse("\u2013"),
        range.map(all -> Figures.number(all.mean())).orElse("\u2013"),
        range.map(all -> Figures.number(all.max())).orElse("\u2013"),
        odd == 0 ? "none" : Figures.count(odd));
  }

  private Tag origin() {
    Tag section = Tag.of("section").add(Tag.of("h2").text("Where it comes from"));
    if (facts.provenance().isEmpty()) {
      return section.add(Tag.of("p", "prose").text("The set does not say."));
    }
    Tag list = Tag.of("dl", "origin");
    for (var entry : facts.provenance().entrySet()) {
      list = list.add(tally(entry.getKey(), entry.getValue()));
    }
    return section.add(list);
  }
}
