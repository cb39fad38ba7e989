package dev.gantry.reports.plot;

import dev.gantry.reports.ledger.ReportFigures;
import java.util.ArrayList;
import java.util.List;

/** Times from bottom to top, in one unit, between round numbers. */
record TimeAxis(
    double bottom, double top, double low, double high, double step, String unit, double scale) {

  /** Starts at zero only where zero is near: what shall be seen is how far boards differ. */
  static TimeAxis between(double least, double most, double bottom, double top) {
    double scale = most >= 1 ? 1 : most >= 1e-3 ? 1e3 : 1e6;
    String unit = most >= 1 ? "s" : most >= 1e-3 ? "ms" : "µs";
    double upper = Math.max(most * scale, 1e-9);
    double lower = least * scale < 0.4 * upper ? 0 : least * scale;
    double step = roundStep((upper - lower) / 5, upper);
    double low = Math.max(0, Math.floor(lower / step - 0.15) * step);
    double high = Math.ceil(upper / step + 0.15) * step;
    return new TimeAxis(bottom, top, low, high, step, unit, scale);
  }

  private static double roundStep(double raw, double upper) {
    double least = Math.max(raw, upper / 50);
    double magnitude = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 2.5, 5}) {
      if (factor * magnitude >= least) {
        return factor * magnitude;
      }
    }
    return 10 * magnitude;
  }

  double y(double seconds) {
    double share = (seconds * scale - low) / (high - low);
    return bottom + (top - bottom) * Math.max(0, Math.min(1, share));
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; low + i * step <= high + step / 1000; i++) {
      ticks.add((low + i * step) / scale);
    }
    return ticks;
  }

  String label(double seconds) {
    return ReportFigures.digits(seconds * scale, 4);
  }
}
