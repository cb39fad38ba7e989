package dev.gantry.golden.sheet;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.Decoding.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A decoding as one would tell it. */
final class DecodingDescription {
  private DecodingDescription() {}

  static String of(Optional<Decoding> decoding) {
    if (decoding.isEmpty()) {
      return "The set does not say how outputs become answers; they are shown as numbers.";
    }
    if (decoding.get() instanceof Decoding.Boxes boxes) {
      return boxes(boxes);
    }
    String output = quoted(decoding.get().output());
    if (decoding.get() instanceof Decoding.ClassMap map) {
      String ignored =
          map.ignore().isPresent()
              ? " Places labelled " + map.ignore().getAsInt() + " are not counted."
              : "";
      return output
          + " holds one score for each class and place; a place has the class with the highest."
          + ignored;
    }
    return output + " holds one score for each class; the answer is the class with the highest.";
  }

  private static String boxes(Decoding.Boxes boxes) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Each row of " + quoted(boxes.output()) + " is one possible box: " + coding(boxes) + ".");
    if (!boxes.grids().isEmpty()) {
      sentences.add(
          "Rows belong to grids of cells of "
              + boxes.grids().stream()
                  .map(DecodingDescription::grid)
                  .collect(Collectors.joining(", "))
              + " pixels.");
    }
    String fields =
        switch (boxes.scoring()) {
          case OBJECTNESS_TIMES_CLASS -> "objectness times class";
          case CLASS -> "the score of the class";
        };
    String activation =
        switch (boxes.activation()) {
          case NONE -> "as it stands";
          case SIGMOID -> "after a sigmoid";
          case SOFTMAX -> "after a softmax";
        };
    sentences.add(
        "The score is "
            + fields
            + ", "
            + activation
            + boxes.scores().map(name -> ", from " + quoted(name)).orElse("")
            + boxes.background().map(name -> "; " + quoted(name) + " means nothing").orElse("")
            + ".");
    sentences.add(
        String.format(
            Locale.ROOT,
            "Scores below %s are dropped, and so is what overlaps a better box of its class by more"
                + " than %s (IoU).",
            SheetFigures.number(boxes.threshold()),
            SheetFigures.number(boxes.overlap())));
    return String.join(" ", sentences);
  }

  private static String coding(Decoding.Boxes boxes) {
    return switch (boxes.coding()) {
      case CENTRE_LOG -> "its middle from the corner of a cell, and the logarithms of its sides";
      case EDGES -> "distances from the middle of a cell to left, top, right and bottom";
      case CORNERS -> "left, top, right and bottom in pixels of the network's input";
      case UNIT_CORNERS -> "left, top, right and bottom as shares of the network's input";
    };
  }

  private static String grid(Grid grid) {
    int anchors = grid.anchors().size();
    return grid.stride()
        + (anchors == 0 ? "" : " (" + SheetFigures.counted(anchors, "anchor") + ")");
  }

  private static String quoted(String name) {
    return "\u2018" + name + "\u2019";
  }
}
