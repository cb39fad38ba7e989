package dev.gantry.targets.telemetry;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what the kernel said of a board at one moment, as key=value. */
final class KernelLine {
  private static final Pattern PAIR =
      Pattern.compile("([A-Za-z][\\w.-]{0,60})=(-?\\d{1,15}(?:\\.\\d{1,9})?)");

  private KernelLine() {}

  static void read(String text, LineReadings readings) {
    Map<String, Double> pairs = new TreeMap<>();
    for (String word : text.split(" ", -1)) {
      Matcher pair = PAIR.matcher(word);
      if (pair.matches()) {
        pairs.putIfAbsent(pair.group(1), Double.parseDouble(pair.group(2)));
      }
    }
    pairs.forEach((key, value) -> take(key, value, readings));
    Double total = pairs.get("memory-total");
    Double free = pairs.get("memory-free");
    if (total != null && free != null) {
      readings.mebibytes("memory", (total - free) / 1024, total / 1024);
    }
  }

  private static void take(String key, double value, LineReadings readings) {
    int dot = key.indexOf('.');
    String part = key.substring(dot + 1);
    switch (dot < 0 ? key : key.substring(0, dot)) {
      case "temp" -> readings.celsius(part, value / 1000);
      case "cpu" -> readings.megahertz("cpu" + part, value / 1000);
      case "gpu" -> readings.megahertz("gpu-" + part, value / 1e6);
      case "milliwatt" -> readings.milliwatt(part, value);
      case "brake" -> readings.count("brake." + part, value);
      case "busy", "ours", "self", "throttled", "load", "hertz" -> readings.count(key, value);
      default -> {
        // A later script may say more than this reader knows.
      }
    }
  }
}
