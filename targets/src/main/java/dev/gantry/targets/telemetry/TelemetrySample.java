package dev.gantry.targets.telemetry;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One line of what was watched: the line as it came, when, and the readings that could be made of
 * it. What a line does not tell has no reading; nothing is taken for zero.
 *
 * @param absurd how many parts of the line were readable and cannot be true
 */
record TelemetrySample(
    String raw, OptionalDouble uptime, SortedMap<String, Double> readings, int absurd) {
  public TelemetrySample {
    readings = Collections.unmodifiableSortedMap(new TreeMap<>(readings));
  }

  OptionalDouble reading(String key) {
    Double value = readings.get(key);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The readings of one kind, such as {@code temperature.}, by what follows it. */
  Map<String, Double> all(String prefix) {
    SortedMap<String, Double> found = new TreeMap<>();
    readings
        .tailMap(prefix)
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
              }
            });
    return found;
  }
}
