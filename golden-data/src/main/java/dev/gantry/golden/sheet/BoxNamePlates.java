package dev.gantry.golden.sheet;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds room for the names of boxes: above a box, below it or beside it, wherever fewest others
 * stand. All lengths are shares of the picture, of the size it is usually shown at.
 */
final class BoxNamePlates {
  private static final double SHOWN_WIDTH = 280;
  private static final double LETTER = 5.3 / SHOWN_WIDTH;
  private static final double EDGES = 8 / SHOWN_WIDTH;
  private static final double LINE = 15 / SHOWN_WIDTH;

  private final double line;
  private final List<Spot> taken = new ArrayList<>();

  /**
   * @param shape the height of the picture over its width
   */
  BoxNamePlates(double shape) {
    this.line = LINE / shape;
  }

  /** The edges of a box, how many letters its name has, and whether it rather stands below. */
  record Wanted(double left, double top, double right, double bottom, int letters, boolean below) {}

  private record Spot(double left, double top, double right, double bottom) {
    double shared(Spot other) {
      double wide = Math.min(right, other.right) - Math.max(left, other.left);
      double tall = Math.min(bottom, other.bottom) - Math.max(top, other.top);
      return wide > 0 && tall > 0 ? wide * tall : 0;
    }
  }

  /** A place as a style says it. */
  String next(Wanted wanted) {
    double width = Math.min(1, wanted.letters() * LETTER + EDGES);
    List<Spot> spots = new ArrayList<>();
    for (boolean below : new boolean[] {wanted.below(), !wanted.below()}) {
      double top = below ? wanted.bottom() : wanted.top() - line;
      spots.add(spot(wanted.left(), top, width));
      spots.add(spot(wanted.right() - width, top, width));
    }
    double middle = (wanted.top() + wanted.bottom() - line) / 2;
    spots.add(spot(wanted.right(), middle, width));
    spots.add(spot(wanted.left() - width, middle, width));
    Spot best = spots.get(0);
    for (Spot spot : spots) {
      best = crowd(spot) < crowd(best) ? spot : best;
    }
    taken.add(best);
    return "left:" + percent(best.left()) + ";top:" + percent(best.top());
  }

  /** Never past an edge, where it could not be read. */
  private Spot spot(double left, double top, double width) {
    double inside = Math.max(0, Math.min(1 - width, left));
    double under = Math.max(0, Math.min(1 - line, top));
    return new Spot(inside, under, inside + width, under + line);
  }

  private double crowd(Spot spot) {
    return taken.stream().mapToDouble(spot::shared).sum();
  }

  private static String percent(double share) {
    return SheetFigures.coordinate(100 * share) + "%";
  }
}
