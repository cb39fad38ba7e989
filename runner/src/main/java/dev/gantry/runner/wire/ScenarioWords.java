package dev.gantry.runner.wire;

import dev.gantry.dossier.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A scenario as words of a request. */
record ScenarioWords(Map<String, String> values) {
  static List<String> write(Scenario scenario) {
    return scenario.in(
        new Scenario.Cases<List<String>, RuntimeException>() {
          @Override
          public List<String> single(Scenario.Single single) {
            return words("single", "warm-up=" + single.warmUp(), "queries=" + single.queries());
          }

          @Override
          public List<String> periodic(Scenario.Periodic periodic) {
            return words(
                "periodic",
                "period-ns=" + periodic.period().toNanos(),
                "deadline-ns=" + periodic.deadline().toNanos(),
                "length-ns=" + periodic.length().toNanos());
          }

          @Override
          public List<String> offline(Scenario.Offline offline) {
            return words(
                "offline", "batch=" + offline.batch(), "length-ns=" + offline.length().toNanos());
          }

          @Override
          public List<String> soak(Scenario.Soak soak) {
            return words(
                "soak",
                "window-ns=" + soak.window().toNanos(),
                "length-ns=" + soak.length().toNanos());
          }

          @Override
          public List<String> cold(Scenario.Cold cold) {
            return words("cold");
          }
        });
  }

  /** One process is one round, one start: the numbers of both are the host's business. */
  Scenario scenario() {
    String name = value("scenario");
    return switch (name) {
      case "single" -> new Scenario.Single(count("warm-up"), count("queries"), 1);
      case "periodic" ->
          new Scenario.Periodic(time("period-ns"), time("deadline-ns"), time("length-ns"));
      case "offline" -> new Scenario.Offline(count("batch"), time("length-ns"));
      case "soak" -> new Scenario.Soak(time("window-ns"), time("length-ns"));
      case "cold" -> new Scenario.Cold(1);
      default -> throw new IllegalArgumentException("the runner knows no scenario '" + name + "'");
    };
  }

  private static List<String> words(String name, String... more) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of("scenario=" + name), java.util.Arrays.stream(more))
        .toList();
  }

  private Duration time(String key) {
    return Duration.ofNanos(number(key));
  }

  private String value(String key) {
    return Optional.ofNullable(values.get(key))
        .orElseThrow(() -> new IllegalArgumentException("the request lacks " + key));
  }

  private int count(String key) {
    long number = number(key);
    if (number != (int) number) {
      throw new IllegalArgumentException(
          "'" + key + "=" + number + "' is more than can be counted");
    }
    return (int) number;
  }

  private long number(String key) {
    String text = value(key);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + key + "=" + text + "' is not a number", e);
    }
  }
}
