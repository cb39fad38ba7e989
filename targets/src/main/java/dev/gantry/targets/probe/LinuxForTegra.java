package dev.gantry.targets.probe;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** NVIDIA's Linux for Jetson boards (L4T), and the JetPack that it came with. */
record LinuxForTegra(String version) {
  private static final Pattern RELEASE =
      Pattern.compile(
          "#? *R([0-9]{1,3}) \\(release\\), REVISION: ([0-9]{1,3}(?:\\.[0-9]{1,3})*).*");
  private static final Pattern PACKAGE = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3})+)(?:-.*)?");

  /** Versions without zeros at their end. */
  private static final Map<String, String> JETPACK =
      Map.ofEntries(
          Map.entry("32.7.1", "4.6.1"),
          Map.entry("32.7.2", "4.6.2"),
          Map.entry("32.7.3", "4.6.3"),
          Map.entry("32.7.4", "4.6.4"),
          Map.entry("35.1", "5.0.2"),
          Map.entry("35.2.1", "5.1"),
          Map.entry("35.3.1", "5.1.1"),
          Map.entry("35.4.1", "5.1.2"),
          Map.entry("35.5", "5.1.3"),
          Map.entry("35.6", "5.1.4"),
          Map.entry("36.3", "6.0"),
          Map.entry("36.4", "6.1"),
          Map.entry("36.4.3", "6.2"),
          Map.entry("36.4.4", "6.2.1"),
          Map.entry("36.5", "6.2.2"),
          Map.entry("38.2", "7.0"),
          Map.entry("38.4", "7.1"),
          Map.entry("39.2", "7.2"));

  static Optional<LinuxForTegra> ofRelease(String line) {
    Matcher parts = RELEASE.matcher(line);
    return parts.matches()
        ? Optional.of(new LinuxForTegra(parts.group(1) + "." + parts.group(2)))
        : Optional.empty();
  }

  static Optional<LinuxForTegra> ofPackage(String version) {
    Matcher parts = PACKAGE.matcher(version);
    return parts.matches() ? Optional.of(new LinuxForTegra(parts.group(1))) : Optional.empty();
  }

  Optional<String> jetpack() {
    return Optional.ofNullable(JETPACK.get(version.replaceFirst("(\\.0)+$", "")));
  }
}
