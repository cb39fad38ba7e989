package dev.gantry.golden.sheet;

import dev.gantry.golden.task.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What stands under a sample: its label, and whether the reference agrees, never by colour alone.
 */
record Words(Palette palette) {
  List<Tag> of(Optional<Comparison> comparison, Optional<String> label) {
    Comparison compared = comparison.orElse(null);
    if (compared instanceof Comparison.Choices choices) {
      return choices(choices);
    }
    if (compared instanceof Comparison.Things things) {
      return things(things);
    }
    if (compared instanceof Comparison.Places places) {
      return places(places);
    }
    List<Tag> lines = new ArrayList<>();
    label.ifPresent(name -> lines.add(labelled(palette.classes().indexOf(name), name)));
    if (compared instanceof Comparison.Unlabelled unlabelled
        && unlabelled.answer() instanceof Answer.Choice choice) {
      lines.add(Tag.of("p").text("reference says " + chosen(choice.kind())));
    }
    return lines;
  }

  private Tag labelled(int kind, String name) {
    return Tag.of("p", "label").add(palette.swatch(kind)).text(name);
  }

  private List<Tag> choices(Comparison.Choices choices) {
    Tag label = labelled(choices.labelled(), palette.name(choices.labelled()));
    return choices.agrees()
        ? List.of(label)
        : List.of(label, wrong("reference says " + chosen(choices.chosen())));
  }

  private String chosen(OptionalInt kind) {
    return kind.isPresent() ? palette.name(kind.getAsInt()) : "nothing: NaN is among its scores";
  }

  private static List<Tag> things(Comparison.Things things) {
    List<String> faults = new ArrayList<>();
    if (things.missed() > 0) {
      faults.add(things.missed() + " of " + things.labelled().size() + " missed");
    }
    if (things.extra() > 0) {
      faults.add(things.extra() + " not labelled");
    }
    if (things.scores().broken() > 0) {
      faults.add(Figures.counted(things.scores().broken(), "row") + " with NaN or infinity");
    }
    if (!faults.isEmpty()) {
      return List.of(wrong(String.join(", ", faults)));
    }
    int count = things.labelled().size();
    return List.of(
        Tag.of("p", "soft")
            .text(count == 0 ? "nothing there, nothing said" : "found all " + count));
  }

  private List<Tag> places(Comparison.Places places) {
    Tag line = Tag.of("p", "overlaps");
    for (int kind = 0; kind < palette.classes().size(); kind++) {
      if (places.scores().labelled().get(kind) > 0) {
        boolean poor = places.overlap(kind) < Comparison.COVERED;
        line =
            line.add(
                Tag.of("span", poor ? "wrong" : "soft")
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
        : List.of(line, wrong(Figures.counted(broken, "place") + " with NaN"));
  }

  private static Tag wrong(String words) {
    return Tag.of("p", "wrong").text(words);
  }
}
