package dev.gantry.targets.telemetry;

import dev.gantry.targets.probe.BoardFact;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds samples up to a summary. */
final class TelemetryTally {
  private static final double TICKS_A_SECOND = 100;

  private final SortedMap<String, ReadingRange> ranges = new TreeMap<>();
  private final SortedMap<String, Double> busySeconds = new TreeMap<>();
  private final ReadingRange uptime = new ReadingRange();
  private long kernelSamples;
  private long tegraSamples;
  private long unread;
  private long absurd;
  private boolean timed;

  void add(TelemetrySample sample) {
    sample
        .uptime()
        .ifPresent(
            at -> {
              timed = true;
              uptime.add(at);
            });
    if (sample.raw().startsWith("who ")) {
      others(sample);
      return;
    }
    absurd += sample.absurd();
    if (sample.readings().isEmpty()) {
      unread++;
      return;
    }
    if (sample.raw().startsWith("at ")) {
      kernelSamples++;
    } else if (!sample.raw().startsWith("begin ")) {
      tegraSamples++;
    }
    sample.readings().forEach((key, value) -> range(key).add(value));
  }

  private void others(TelemetrySample sample) {
    double seconds = sample.reading("others.seconds").orElse(0);
    double percent = sample.reading("others.percent").orElse(0);
    String[] words = sample.raw().split(" ", 5);
    if (words.length == 5 && seconds > 0) {
      busySeconds.merge(words[4], percent * seconds, Double::sum);
    }
  }

  TelemetrySummary summary() {
    SortedMap<String, String> facts = new TreeMap<>();
    // On a Jetson two lines are one sample: what the kernel says, and what tegrastats does.
    facts.put(BoardFact.SAMPLES.key(), String.valueOf(Math.max(kernelSamples, tegraSamples)));
    put(facts, "telemetry.unread-lines", unread);
    put(facts, "telemetry.absurd-readings", absurd);
    double seconds = timed ? uptime.highest() - uptime.lowest() : 0;
    if (timed) {
      facts.put("telemetry.seconds", words(seconds));
    }
    heat(facts);
    clocks(facts, "cpu");
    clocks(facts, "gpu");
    clocks(facts, "memory-bus");
    throttling(facts);
    find("memory.used-mib")
        .ifPresent(range -> facts.put(BoardFact.MEMORY_PEAK.key(), words(range.highest())));
    ranges.forEach(
        (key, range) -> {
          if (key.startsWith("power.")) {
            facts.put(key + ".mean-milliwatt", words(range.mean()));
          }
        });
    if (seconds > 0) {
      load(facts, seconds);
    }
    return new TelemetrySummary(facts);
  }

  /** The power chip of older modules always says 50 or 100 degrees. */
  private void heat(SortedMap<String, String> facts) {
    ranges.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("temperature."))
        .filter(entry -> !entry.getKey().startsWith("temperature.pmic"))
        .max(Comparator.comparingDouble(entry -> entry.getValue().highest()))
        .ifPresent(
            entry -> {
              facts.put(BoardFact.TEMPERATURE_MAX.key(), words(entry.getValue().highest()));
              facts.put(
                  BoardFact.TEMPERATURE_ZONE.key(),
                  entry.getKey().substring("temperature.".length()));
            });
  }

  /** Of all clocks of a kind, the one that fell deepest below its own best. */
  private void clocks(SortedMap<String, String> facts, String kind) {
    Optional<ReadingRange> deepest =
        ranges.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("clock." + kind))
            .map(Map.Entry::getValue)
            .min(Comparator.comparingDouble(range -> range.lowest() / range.highest()));
    deepest.ifPresent(
        range -> {
          facts.put("clock." + kind + ".lowest-megahertz", words(range.lowest()));
          facts.put("clock." + kind + ".highest-megahertz", words(range.highest()));
        });
    // Where the kernel estimates a clock from what was done, it never stands quite still.
    if (tegraSamples > 0) {
      facts.put(BoardFact.CLOCKS_MEASURED.key(), "yes");
    }
  }

  private void throttling(SortedMap<String, String> facts) {
    StringBuilder words = new StringBuilder();
    boolean known = false;
    for (Map.Entry<String, ReadingRange> entry : ranges.entrySet()) {
      if (entry.getKey().startsWith("brake.")) {
        known = true;
        if (entry.getValue().highest() > 0) {
          words.append(words.isEmpty() ? "" : ", ");
          words.append(entry.getKey().substring("brake.".length()));
          words.append(" up to ").append(words(entry.getValue().highest()));
        }
      }
    }
    Optional<ReadingRange> counter = find("throttled");
    if (counter.isPresent() && counter.get().gained() > 0) {
      words.append(words.isEmpty() ? "" : ", ");
      words.append("slowed down ").append(words(counter.get().gained())).append(" times");
    }
    if (!words.isEmpty()) {
      facts.put(BoardFact.THROTTLING.key(), words.toString());
    } else if (known || counter.isPresent()) {
      facts.put(BoardFact.THROTTLING.key(), "none");
    }
  }

  private void load(SortedMap<String, String> facts, double seconds) {
    double hertz =
        find("hertz").map(ReadingRange::highest).filter(it -> it >= 1).orElse(TICKS_A_SECOND);
    double share = 100 / hertz / seconds;
    find("self")
        .ifPresent(
            self -> facts.put(BoardFact.WATCHING_PERCENT.key(), words(self.gained() * share)));
    Optional<ReadingRange> busy = find("busy");
    Optional<ReadingRange> ours = find("ours");
    if (busy.isPresent() && ours.isPresent()) {
      double others = Math.max(0, busy.get().gained() - ours.get().gained());
      facts.put(BoardFact.OTHERS_TOTAL.key(), words(others * share));
    }
    busySeconds.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .ifPresent(
            most -> {
              facts.put(BoardFact.OTHERS_BUSIEST.key(), most.getKey());
              facts.put(BoardFact.OTHERS_BUSIEST_PERCENT.key(), words(most.getValue() / seconds));
            });
  }

  private ReadingRange range(String key) {
    return ranges.computeIfAbsent(key, name -> new ReadingRange());
  }

  private Optional<ReadingRange> find(String key) {
    return Optional.ofNullable(ranges.get(key));
  }

  private static void put(SortedMap<String, String> facts, String key, long count) {
    if (count > 0) {
      facts.put(key, String.valueOf(count));
    }
  }

  private static String words(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
