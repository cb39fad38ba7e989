package dev.gantry.validation.evidence;

import dev.gantry.dossier.JudgedRelease.Ran;
import dev.gantry.dossier.JudgedRelease.Window;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Unit;
import dev.gantry.validation.timing.DrivenTimes;
import dev.gantry.validation.timing.RoundTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Tells how every scenario beside {@code single} went, in words. What it proves is judged
 * elsewhere.
 */
record DrivenAccounts(List<DrivenTimes> driven) {
  List<Ran> ran() {
    return driven.stream().map(DrivenAccounts::ran).toList();
  }

  private static Ran ran(DrivenTimes driven) {
    List<RoundTimes> rounds = driven.rounds();
    return driven
        .scenario()
        .in(
            new Scenario.Cases<Ran, RuntimeException>() {
              @Override
              public Ran single(Scenario.Single single) {
                return inWords(single, "");
              }

              @Override
              public Ran periodic(Scenario.Periodic periodic) {
                return inWords(periodic, DrivenAccounts.periodic(periodic, all(rounds)));
              }

              @Override
              public Ran offline(Scenario.Offline offline) {
                return inWords(offline, DrivenAccounts.offline(offline, rounds));
              }

              @Override
              public Ran soak(Scenario.Soak soak) {
                return DrivenAccounts.soak(soak, rounds);
              }

              @Override
              public Ran cold(Scenario.Cold cold) {
                return inWords(cold, DrivenAccounts.cold(rounds));
              }
            });
  }

  private static Ran inWords(Scenario scenario, String words) {
    return new Ran(scenario, words, List.of());
  }

  private static String periodic(Scenario.Periodic periodic, long[] times) {
    long late = Arrays.stream(times).filter(time -> time > periodic.deadline().toNanos()).count();
    return String.format(
        Locale.ROOT,
        "%d of %d answered late, the slowest after %s",
        late,
        times.length,
        shown(Arrays.stream(times).max().orElse(0)));
  }

  private static String offline(Scenario.Offline offline, List<RoundTimes> rounds) {
    long batches = rounds.stream().mapToLong(RoundTimes::size).sum();
    double seconds =
        rounds.stream().mapToLong(round -> LongStream.of(round.nanoseconds()).max().orElse(0)).sum()
            / 1e9;
    return String.format(
        Locale.ROOT,
        "%d batches in %s, %s",
        batches,
        shown((long) (seconds * 1e9)),
        seconds == 0
            ? "at no rate"
            : new Quantity(rounded(batches * offline.batch() / seconds), Unit.PER_SECOND));
  }

  private static String cold(List<RoundTimes> starts) {
    return median(starts, 0).map(load -> "engine loaded after " + load).orElse("no load timed")
        + median(starts, 1).map(first -> ", first inference after " + first + " more").orElse("")
        + ": medians of "
        + starts.size()
        + (starts.size() == 1 ? " start" : " starts");
  }

  private static Optional<String> median(List<RoundTimes> starts, int phase) {
    long[] times =
        starts.stream()
            .filter(start -> start.size() > phase)
            .mapToLong(start -> start.nanoseconds()[phase])
            .sorted()
            .toArray();
    return times.length == 0 ? Optional.empty() : Optional.of(shown(at(times, 50)));
  }

  private static Ran soak(Scenario.Soak soak, List<RoundTimes> rounds) {
    List<Window> windows = new ArrayList<>();
    for (RoundTimes round : rounds) {
      long[] times = round.nanoseconds();
      Arrays.sort(times);
      windows.add(
          new Window(
              soak.window().multipliedBy(windows.size()),
              times.length,
              Duration.ofNanos(at(times, 50)),
              Duration.ofNanos(at(times, 99))));
    }
    Comparator<Duration> order = Comparator.naturalOrder();
    List<Duration> slow = windows.stream().map(Window::p99).sorted(order).toList();
    String words =
        slow.isEmpty()
            ? "no window came home"
            : windows.size()
                + " of "
                + soak.windows()
                + " windows, p99 from "
                + shown(slow.get(0).toNanos())
                + " to "
                + shown(slow.get(slow.size() - 1).toNanos());
    return new Ran(soak, words, windows);
  }

  /** The nearest rank of sorted times. */
  private static long at(long[] sorted, int percentile) {
    int rank = Math.max(1, (int) Math.ceil(sorted.length * percentile / 100.0 - 1e-9));
    return sorted.length == 0 ? 0 : sorted[rank - 1];
  }

  private static long[] all(List<RoundTimes> rounds) {
    return rounds.stream().flatMapToLong(round -> LongStream.of(round.nanoseconds())).toArray();
  }

  private static String shown(long nanoseconds) {
    Quantity exact = new Quantity((double) nanoseconds, Unit.NANOSECOND);
    Quantity shown =
        List.of(Unit.SECOND, Unit.MILLISECOND, Unit.MICROSECOND).stream()
            .map(exact::in)
            .filter(quantity -> quantity.value() >= 1)
            .findFirst()
            .orElse(exact);
    return new Quantity(rounded(shown.value()), shown.unit()).toString();
  }

  private static double rounded(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.4g", value));
  }
}
