package dev.gantry.targets.telemetry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of tegrastats, whose format differs from JetPack to JetPack: what is known is taken
 * wherever it stands, and the rest is left alone.
 */
final class TegrastatsLine {
  private static final String END = "(?=[\\s,;]|$)";
  private static final Pattern MEMORY =
      Pattern.compile("(?:^|\\s)(RAM|SWAP) (\\d{1,9})/(\\d{1,9})MB");
  private static final Pattern CORES = Pattern.compile("(?:^|\\s)CPU \\[([^\\]]{0,4000})\\]");
  private static final Pattern CORE = Pattern.compile("(?:(\\d{1,9})%)?(?:@(\\d{1,9}))?");
  private static final Pattern GRAPHICS =
      Pattern.compile(
          "(?:^|\\s)GR3D_FREQ (?:(\\d{1,9})%)?(?:@(?:\\[([\\d,]{1,200})\\]|(\\d{1,9})))?" + END);
  private static final Pattern MEMORY_CLOCK =
      Pattern.compile("(?:^|\\s)EMC_FREQ (?:(\\d{1,9})%)?(?:@(\\d{1,9}))?" + END);
  private static final Pattern HEAT =
      Pattern.compile("(?:^|\\s)([A-Za-z][\\w.-]{0,40})@(-?\\d{1,9}(?:\\.\\d{1,9})?)C(?![\\w.])");
  private static final Pattern POWER =
      Pattern.compile(
          "(?:^|\\s)([A-Z][A-Z0-9_]{0,40}) (-?\\d{1,9})(?:mW)?(?:/-?\\d{1,9}(?:mW)?){1,2}" + END);

  private final String text;
  private final LineReadings readings;

  private TegrastatsLine(String text, LineReadings readings) {
    this.text = text;
    this.readings = readings;
  }

  static void read(String text, LineReadings readings) {
    TegrastatsLine line = new TegrastatsLine(text, readings);
    line.memory();
    line.cores();
    line.graphics();
    line.heat();
    line.power();
  }

  private void memory() {
    for (Matcher found = MEMORY.matcher(text); found.find(); ) {
      readings.mebibytes(
          found.group(1).equals("RAM") ? "memory" : "swap",
          number(found.group(2)),
          number(found.group(3)));
    }
    Matcher clock = MEMORY_CLOCK.matcher(text);
    if (clock.find()) {
      percent("memory-bus", clock.group(1));
      megahertz("memory-bus", clock.group(2));
    }
  }

  /** A core may be off, and says so; that is neither a load nor a clock of zero. */
  private void cores() {
    Matcher cores = CORES.matcher(text);
    if (!cores.find()) {
      return;
    }
    int index = 0;
    for (String core : cores.group(1).split(",", -1)) {
      Matcher parts = CORE.matcher(core.strip());
      if (parts.matches()) {
        percent("cpu" + index, parts.group(1));
        megahertz("cpu" + index, parts.group(2));
      }
      index++;
    }
  }

  private void graphics() {
    Matcher found = GRAPHICS.matcher(text);
    if (!found.find()) {
      return;
    }
    percent("gpu", found.group(1));
    megahertz("gpu0", found.group(3));
    if (found.group(2) != null) {
      int index = 0;
      for (String clock : found.group(2).split(",", -1)) {
        if (!clock.isEmpty() && clock.length() <= 9) {
          megahertz("gpu" + index, clock);
        }
        index++;
      }
    }
  }

  private void heat() {
    for (Matcher found = HEAT.matcher(text); found.find(); ) {
      readings.celsius(found.group(1), number(found.group(2)));
    }
  }

  /** The first number is the power now; what follows are the mean and perhaps the peak. */
  private void power() {
    for (Matcher found = POWER.matcher(text); found.find(); ) {
      if (!found.group(1).equals("NC")) {
        readings.milliwatt(found.group(1), number(found.group(2)));
      }
    }
  }

  private void percent(String part, @org.jspecify.annotations.Nullable String digits) {
    if (digits != null) {
      readings.percent(part, number(digits));
    }
  }

  private void megahertz(String part, @org.jspecify.annotations.Nullable String digits) {
    if (digits != null) {
      readings.megahertz(part, number(digits));
    }
  }

  private static double number(String digits) {
    return Double.parseDouble(digits);
  }
}
