package dev.gantry.golden.sheet;

import dev.gantry.dossier.Decoding;
import java.util.Optional;

/** The words between the samples: which ones are shown, and how to read what is drawn. */
record SheetCaptions(SetFacts facts, SampleSelection selection, Optional<String> slice) {
  private static final int MOST_CLASSES = 24;

  MarkupTag introduction() {
    MarkupTag section = MarkupTag.of("section").add(MarkupTag.of("h2").text("Samples"));
    section = section.add(MarkupTag.of("p", "lead").text(which() + " " + how()));
    ClassPalette palette = new ClassPalette(facts.set().classes());
    MarkupTag legend = MarkupTag.of("p", "legend");
    for (int kind = 0; kind < Math.min(MOST_CLASSES, palette.classes().size()); kind++) {
      legend = legend.add(MarkupTag.of("span").add(palette.swatch(kind)).text(palette.name(kind)));
    }
    return palette.classes().isEmpty() ? section : section.add(legend);
  }

  private String which() {
    String of = slice.map(name -> " of slice \u2018" + name + "\u2019").orElse("");
    int left = selection.all() - selection.shown();
    if (left == 0) {
      return selection.all() == 1
          ? "One sample" + of + "."
          : "All " + SheetFigures.counted(selection.all(), "sample") + of + ".";
    }
    return SheetFigures.count(selection.shown())
        + " of "
        + SheetFigures.counted(selection.all(), "sample")
        + of
        + ", spread evenly over those to which nothing is objected; "
        + SheetFigures.count(left)
        + (left == 1 ? " is" : " are")
        + " left out. --samples shows more, --slice a part.";
  }

  private String how() {
    Optional<Decoding> decoding = facts.set().decoding();
    if (decoding.orElse(null) instanceof Decoding.Boxes) {
      return "Whole lines are labels. Dashed lines are what the reference says, with its score, from "
          + SheetFigures.number(LabelComparison.SHOWN)
          + " up, and a \u2715 where nothing like it is labelled; dotted lines are labels that it missed.";
    }
    if (decoding.orElse(null) instanceof Decoding.ClassMap) {
      return "Left the labels, right what the reference says, solid where it differs from them, grey"
          + " for background. The figures are the overlap (IoU) in this sample.";
    }
    return "";
  }

  MarkupTag first() {
    String what =
        facts.set().decoding().orElse(null) instanceof Decoding.ClassMap
            ? "A class that is labelled there is overlapped by less than half"
            : "The reference disagrees with the label";
    return heading(what, selection.first().size(), selection.firstOfAll(), "the worst first");
  }

  MarkupTag others() {
    String what = selection.firstOfAll() == 0 ? "In the order of the set" : "All others";
    return heading(
        what,
        selection.others().size(),
        selection.othersOfAll(),
        selection.firstOfAll() == 0 ? "" : "in the order of the set");
  }

  private static MarkupTag heading(String what, int shown, int all, String order) {
    String count =
        shown == all
            ? SheetFigures.count(all)
            : SheetFigures.count(shown) + " of " + SheetFigures.count(all);
    MarkupTag heading =
        MarkupTag.of("h2", "part").text(what).add(MarkupTag.of("span", "number").text(count));
    return order.isEmpty() ? heading : heading.add(MarkupTag.of("small").text(order));
  }
}
