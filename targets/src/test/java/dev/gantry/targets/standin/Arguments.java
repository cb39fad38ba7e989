package dev.gantry.targets.standin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was asked for: {@code --name=value} or {@code --name}. */
record Arguments(Map<String, String> given) {
  static Arguments of(String... words) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      given.putIfAbsent(
          equals < 0 ? word : word.substring(0, equals),
          equals < 0 ? "" : word.substring(equals + 1));
    }
    return new Arguments(given);
  }

  boolean has(String name) {
    return given.containsKey("--" + name);
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(given.get("--" + name)).filter(value -> !value.isEmpty());
  }

  int number(String name, int otherwise) {
    return value(name).map(Integer::parseInt).orElse(otherwise);
  }

  Duration time(String name, double millis, double otherwise) {
    double amount = value(name).map(Double::parseDouble).orElse(otherwise);
    return Duration.ofNanos((long) (amount * millis * 1e6));
  }

  boolean helps() {
    return given.isEmpty() || has("help") || given.containsKey("-h");
  }

  boolean skipsInference() {
    return has("skipInference") || has("buildOnly");
  }

  boolean detailed() {
    return value("profilingVerbosity").filter("detailed"::equals).isPresent();
  }

  /** As they are given, not one is known to the version. */
  List<String> unknown(Set<String> options) {
    List<String> unknown = new ArrayList<>();
    given.forEach(
        (name, value) -> {
          if (!name.startsWith("--") || !options.contains(name.substring(2))) {
            unknown.add(name + " " + value);
          }
        });
    return unknown;
  }

  /** {@code 'name':file,...}, quotes left out. The last colon parts a name from its file. */
  Map<String, String> inputs() {
    Map<String, String> files = new LinkedHashMap<>();
    for (String pair : value("loadInputs").orElse("").split(",", -1)) {
      int colon = pair.lastIndexOf(':');
      if (colon > 0) {
        files.put(pair.substring(0, colon).replace("'", ""), pair.substring(colon + 1));
      }
    }
    return files;
  }
}
