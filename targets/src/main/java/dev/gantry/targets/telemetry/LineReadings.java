package dev.gantry.targets.telemetry;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes the readings of a line, and leaves out those that cannot be true. */
final class LineReadings {
  private static final double OFF_CELSIUS = -60;
  private static final double HOTTEST_CELSIUS = 250;
  private static final double FASTEST_MHZ = 20_000;
  private static final double STRONGEST_MILLIWATT = 2_000_000;

  private final SortedMap<String, Double> taken = new TreeMap<>();
  private int absurd;

  /** A sensor of a part that is switched off reads -256 degrees, which is no temperature. */
  void celsius(String zone, double value) {
    if (value > OFF_CELSIUS) {
      take("temperature." + name(zone), value, value < HOTTEST_CELSIUS);
    }
  }

  /** A part that is switched off has a clock of 0, which is no clock. */
  void megahertz(String part, double value) {
    if (value > 0) {
      take("clock." + part, value, value < FASTEST_MHZ);
    }
  }

  void percent(String part, double value) {
    take("load." + part, value, value <= 100);
  }

  /** Less than nothing is what an idle rail may read. */
  void milliwatt(String rail, double value) {
    take("power." + name(rail), value, Math.abs(value) < STRONGEST_MILLIWATT);
  }

  void mebibytes(String what, double used, double total) {
    take(what + ".used-mib", used, used <= total);
    take(what + ".total-mib", total, used <= total);
  }

  void count(String key, double value) {
    take(key, value, true);
  }

  /** Where a name stands twice in a line, the first one counts. */
  private void take(String key, double value, boolean plausible) {
    if (plausible) {
      taken.putIfAbsent(key, value);
    } else {
      absurd++;
    }
  }

  int absurd() {
    return absurd;
  }

  SortedMap<String, Double> taken() {
    return taken;
  }

  static String name(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
