package dev.gantry.golden.sheet;

import dev.gantry.golden.task.TaskAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Writes the words under a sample: its label, and whether the reference agrees, never by colour
 * alone.
 */
record SampleCaption(ClassPalette palette) {
  List<MarkupTag> of(Optional<LabelComparison> comparison, Optional<String> label) {
    LabelComparison compared = comparison.orElse(null);
    if (compared instanceof LabelComparison.Choices choices) {
      return choices(choices);
    }
    if (compared instanceof LabelComparison.Things things) {
      return things(things);
    }
    if (compared instanceof LabelComparison.Places places) {
      return places(places);
    }
    List<MarkupTag> lines = new ArrayList<>();
    label.ifPresent(name -> lines.add(labelled(palette.classes().indexOf(name), name)));
    if (compared instanceof LabelComparison.Unlabelled unlabelled
        && unlabelled.answer() instanceof TaskAnswer.Choice choice) {
      lines.add(MarkupTag.of("p").text("reference says " + chosen(choice.kind())));
    }
    return lines;
  }

  private MarkupTag labelled(int kind, String name) {
    return MarkupTag.of("p", "label").add(palette.swatch(kind)).text(name);
  }

  private List<MarkupTag> choices(LabelComparison.Choices choices) {
    MarkupTag label = labelled(choices.labelled(), palette.name(choices.labelled()));
    return choices.agrees()
        ? List.of(label)
        : List.of(label, wrong("reference says " + chosen(choices.chosen())));
  }

  private String chosen(OptionalInt kind) {
    return kind.isPresent() ? palette.name(kind.getAsInt()) : "nothing: NaN is among its scores";
  }

  private static List<MarkupTag> things(LabelComparison.Things things) {
    List<String> faults = new ArrayList<>();
    if (things.missed() > 0) {
      faults.add(things.missed() + " of " + things.labelled().size() + " missed");
    }
    if (things.extra() > 0) {
      faults.add(things.extra() + " not labelled");
    }
    if (things.scores().broken() > 0) {
      faults.add(SheetFigures.counted(things.scores().broken(), "row") + " with NaN or infinity");
    }
    if (!faults.isEmpty()) {
      return List.of(wrong(String.join(", ", faults)));
    }
    int count = things.labelled().size();
    return List.of(
        MarkupTag.of("p", "soft")
            .text(count == 0 ? "nothing there, nothing said" : "found all " + count));
  }

  private List<MarkupTag> places(LabelComparison.Places places) {
    MarkupTag line = MarkupTag.of("p", "overlaps");
    for (int kind = 0; kind < palette.classes().size(); kind++) {
      if (places.scores().labelled().get(kind) > 0) {
        boolean poor = places.overlap(kind) < LabelComparison.COVERED;
        line =
            line.add(
                MarkupTag.of("span", poor ? "wrong" : "soft")
                    .add(palette.swatch(kind))
                    .text(
                        String.format(
                            Locale.ROOT,
                            poor ? "%s %.2f, hardly seen" : "%s %.2f",
                            palette.name(kind),
                            places.overlap(kind))));
      }
    }
    int broken = places.scores().broken();
    return broken == 0
        ? List.of(line)
        : List.of(line, wrong(SheetFigures.counted(broken, "place") + " with NaN"));
  }

  private static MarkupTag wrong(String words) {
    return MarkupTag.of("p", "wrong").text(words);
  }
}
