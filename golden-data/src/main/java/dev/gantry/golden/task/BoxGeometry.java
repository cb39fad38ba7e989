package dev.gantry.golden.task;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.Decoding.Anchor;
import dev.gantry.dossier.Decoding.BoxCoding;
import dev.gantry.dossier.Decoding.Grid;
import dev.gantry.dossier.tensor.TensorSpec;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Checks that the numbers of a decoding of boxes make sense, and that its cells are those of the
 * rows.
 */
record BoxGeometry(
    Decoding.Boxes boxes, Optional<PictureSize> size, BiConsumer<String, String> tell) {
  void check() {
    // A threshold of 0 would make a detection of every row and class.
    if (!(boxes.threshold() > 0 && boxes.threshold() <= 1)) {
      tell.accept(
          "the score threshold is " + boxes.threshold(), "name a score above 0 and up to 1");
    }
    if (!(boxes.overlap() >= 0 && boxes.overlap() <= 1)) {
      tell.accept("the highest overlap is " + boxes.overlap(), "name an IoU from 0 to 1");
    }
    boolean onGrid = boxes.coding().onGrid();
    if (onGrid == boxes.grids().isEmpty()) {
      tell.accept(
          "boxes as " + boxes.coding() + (onGrid ? " need a grid" : " lie on no grid"),
          onGrid ? "name the strides of the grids" : "drop the strides, or correct the coding");
    }
    if (size.isEmpty() && (onGrid || boxes.coding() == BoxCoding.UNIT_CORNERS)) {
      tell.accept(
          "no input is a picture, and boxes as " + boxes.coding() + " need its size",
          "give an input the shape [1, channels, height, width]");
    }
    boxes.grids().forEach(this::check);
  }

  private void check(Grid grid) {
    if (grid.stride() < 1) {
      tell.accept("a grid has a stride of " + grid.stride(), "a stride is at least one pixel");
    }
    if (boxes.coding() == BoxCoding.EDGES && !grid.anchors().isEmpty()) {
      tell.accept("boxes as edges do not use anchors", "drop the anchors, or correct the coding");
    }
    for (Anchor anchor : grid.anchors()) {
      if (!(positive(anchor.width()) && positive(anchor.height()))) {
        tell.accept(
            "an anchor is " + anchor.width() + " x " + anchor.height(),
            "width and height are pixels above 0");
      }
    }
  }

  private static boolean positive(double side) {
    return side > 0 && Double.isFinite(side);
  }

  void checkRows(TensorSpec output) {
    boolean countable =
        boxes.coding().onGrid()
            && size.isPresent()
            && boxes.grids().stream().allMatch(grid -> grid.stride() > 0);
    if (!countable || boxes.grids().isEmpty()) {
      return;
    }
    PictureSize whole = size.get();
    long cells = GridCells.rows(boxes.grids(), whole);
    if (cells != DecodingFit.rows(output)) {
      tell.accept(
          String.format(
              Locale.ROOT,
              "output %s has %d rows, the grids have %d cells and anchors in %d x %d",
              output,
              DecodingFit.rows(output),
              cells,
              whole.width(),
              whole.height()),
          "correct strides and anchors, in the order of the rows");
    }
  }
}
