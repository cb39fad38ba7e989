package dev.gantry.golden.task;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.Decoding.Anchor;
import dev.gantry.dossier.Decoding.Grid;
import java.util.List;
import java.util.Optional;

/** The cells that the rows of boxes belong to, and how each makes a box of four fields. */
final class GridCells {
  private final Decoding.BoxCoding coding;
  private final List<Grid> grids;
  private final Optional<PictureSize> size;

  private int grid;
  private int column;
  private int line;
  private int anchor;

  GridCells(Decoding.Boxes decoding, Optional<PictureSize> size) {
    this.coding = decoding.coding();
    this.grids = decoding.grids();
    this.size = size;
  }

  /** How many rows there are; a picture that is no multiple of the stride has cells cut short. */
  static long rows(List<Grid> grids, PictureSize size) {
    long rows = 0;
    for (Grid grid : grids) {
      long columns = cells(size.width(), grid);
      rows += columns * cells(size.height(), grid) * Math.max(1, grid.anchors().size());
    }
    return rows;
  }

  private static long cells(int length, Grid grid) {
    return (length - 1L) / grid.stride() + 1;
  }

  /** The box of the next row. */
  Box next(double a, double b, double c, double d) {
    return switch (coding) {
      case CORNERS -> new Box(a, b, c, d);
      case UNIT_CORNERS -> {
        PictureSize whole = size.orElseThrow();
        yield new Box(a * whole.width(), b * whole.height(), c * whole.width(), d * whole.height());
      }
      case CENTRE_LOG -> {
        Box box = centred(a, b, c, d);
        advance();
        yield box;
      }
      case EDGES -> {
        double stride = grids.get(grid).stride();
        double x = column + 0.5;
        double y = line + 0.5;
        advance();
        yield new Box((x - a) * stride, (y - b) * stride, (x + c) * stride, (y + d) * stride);
      }
    };
  }

  private Box centred(double dx, double dy, double logWidth, double logHeight) {
    Grid own = grids.get(grid);
    double stride = own.stride();
    Anchor unit = own.anchors().isEmpty() ? new Anchor(stride, stride) : own.anchors().get(anchor);
    double x = (dx + column) * stride;
    double y = (dy + line) * stride;
    double halfWidth = Math.exp(logWidth) * unit.width() / 2;
    double halfHeight = Math.exp(logHeight) * unit.height() / 2;
    return new Box(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight);
  }

  private void advance() {
    Grid own = grids.get(grid);
    if (++anchor < own.anchors().size()) {
      return;
    }
    anchor = 0;
    if (++column < cells(size.orElseThrow().width(), own)) {
      return;
    }
    column = 0;
    if (++line < cells(size.orElseThrow().height(), own)) {
      return;
    }
    line = 0;
    grid++;
  }
}
