package dev.gantry.golden.task;

/** A rectangle in pixels of the network's input. */
public record Box(double x0, double y0, double x1, double y1) {
  /** A box that is turned inside out covers nothing. */
  public double area() {
    return Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
  }

  /** Intersection over union; 0 for boxes that cover nothing. */
  public double overlap(Box other) {
    double wide = Math.min(x1, other.x1) - Math.max(x0, other.x0);
    double tall = Math.min(y1, other.y1) - Math.max(y0, other.y0);
    if (!(wide > 0 && tall > 0)) {
      return 0;
    }
    double shared = wide * tall;
    double either = area() + other.area() - shared;
    return either > 0 ? shared / either : 0;
  }

  boolean finite() {
    return Double.isFinite(x0) && Double.isFinite(y0) && Double.isFinite(x1) && Double.isFinite(y1);
  }
}
