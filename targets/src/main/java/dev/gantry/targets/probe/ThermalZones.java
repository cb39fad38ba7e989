package dev.gantry.targets.probe;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The thermal zones of a board by their type; of several of one type the hottest counts. */
final class ThermalZones {
  private static final Pattern ZONE = Pattern.compile("(-?[0-9]{1,9}|\\?) +(.+)");

  /** A sensor whose part of the chip is switched off reads -256 degrees. */
  private static final int COLDEST_MILLI = -60_000;

  private static final int HOTTEST_MILLI = 250_000;

  private final SortedMap<String, Integer> read = new TreeMap<>();
  private final SortedMap<String, String> silent = new TreeMap<>();

  void add(String line) {
    Matcher parts = ZONE.matcher(line);
    if (!parts.matches()) {
      return;
    }
    String type = parts.group(2).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
    if (parts.group(1).equals("?")) {
      silent.put(type, "the sensor cannot be read now");
      return;
    }
    int milli = Integer.parseInt(parts.group(1));
    if (milli < COLDEST_MILLI) {
      silent.put(type, "the sensor is off");
    } else if (milli > HOTTEST_MILLI) {
      silent.put(type, "the sensor says " + celsius(milli) + " C, which no board survives");
    } else {
      read.merge(type, milli, Math::max);
    }
  }

  void into(Map<String, String> facts, Map<String, String> absent) {
    silent.forEach((type, why) -> absent.put("thermal." + type, why));
    read.forEach((type, milli) -> facts.put("thermal." + type, celsius(milli)));
  }

  private static String celsius(int milli) {
    return String.format(Locale.ROOT, "%.1f", milli / 1000.0);
  }
}
