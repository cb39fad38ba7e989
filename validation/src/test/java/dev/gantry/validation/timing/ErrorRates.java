package dev.gantry.validation.timing;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Unit;
import dev.gantry.validation.evidence.TimesFile;
import dev.gantry.validation.ruling.Ruling;
import dev.gantry.validation.timing.PercentileRuling.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Counts how often each timing criterion errs when its limit sits on the true value, and how often
 * it answers when there is room. Trials draw processes from a population that is known as a whole,
 * simulated or recorded, so the true value is known exactly.
 */
final class ErrorRates {
  static final double CONFIDENCE = 0.99;
  private static final LookSchedule LOOKS = LookSchedule.upTo(20);
  private static final int SOAK_WINDOWS = 20;
  private static final int SOAK_QUERIES = 2000;
  private static final RoundTimes QUICK = RoundTimes.of(new long[SOAK_QUERIES]);

  private ErrorRates() {}

  /** Processes that trials draw from. */
  record Population(String name, List<RoundTimes> processes, List<SortedTimes> sorted) {
    Population(String name, List<RoundTimes> processes) {
      this(name, processes, processes.stream().map(SortedTimes::of).toList());
    }

    static Population simulated(SimulatedBoard board, int processes, int queries) {
      SplittableRandom random = new SplittableRandom(31);
      List<RoundTimes> drawn = new ArrayList<>();
      for (int process = 0; process < processes; process++) {
        drawn.add(RoundTimes.of(board.process(random, queries)));
      }
      return new Population(board.name().toLowerCase(Locale.ROOT), drawn);
    }

    /** A folder of files of times, one for each process. */
    static Population recorded(Path folder) throws IOException {
      List<RoundTimes> read = new ArrayList<>();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          read.add(TimesFile.read(file));
        }
      }
      return new Population(folder.getFileName().toString(), read);
    }

    double percentile(double percentile) {
      return SortedTimes.together(sorted).percentile(percentile);
    }

    /** What batches one after the other take on the whole, in nanoseconds each. */
    double meanBatch() {
      return processes.stream()
          .flatMapToLong(process -> Arrays.stream(process.nanoseconds()))
          .average()
          .orElseThrow();
    }
  }

  /** What came of many trials, in shares of them, and how many processes it took. */
  record Rates(double met, double broken, double processes) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.1f / %.1f (%.1f)", met * 100, broken * 100, processes);
    }
  }

  /** Says -1 for broken, 1 for kept, 0 for neither; of which processes, by their numbers. */
  interface Judge {
    int says(int[] processes);
  }

  static int sign(Ruling ruling) {
    return 1 - ruling.badness() == 0 ? 0 : ruling.badness() == 0 ? 1 : -1;
  }

  /** Counts what the judge says after the looks that it takes, up to the first that settles it. */
  static Rates count(int population, Judge judge, List<Integer> looks, int trials) {
    SplittableRandom random = new SplittableRandom(37);
    int[] order = IntStream.range(0, population).toArray();
    int met = 0;
    int broken = 0;
    long taken = 0;
    int most = looks.get(looks.size() - 1);
    for (int trial = 0; trial < trials; trial++) {
      for (int index = 0; index < most; index++) {
        int other = index + random.nextInt(population - index);
        int swapped = order[other];
        order[other] = order[index];
        order[index] = swapped;
      }
      for (int look : looks) {
        int said = judge.says(Arrays.copyOf(order, look));
        met += said > 0 ? 1 : 0;
        broken += said < 0 ? 1 : 0;
        if (said != 0 || look == most) {
          taken += look;
          break;
        }
      }
    }
    return new Rates((double) met / trials, (double) broken / trials, (double) taken / trials);
  }

  private static <T> List<T> some(List<T> all, int[] chosen) {
    return Arrays.stream(chosen).mapToObj(all::get).toList();
  }

  static Limit atMost(double nanoseconds) {
    return new Limit(
        Limit.Relation.AT_MOST, new Quantity(Math.floor(nanoseconds), Unit.NANOSECOND));
  }

  /**
   * @param room how many times the true value the limit is
   */
  static Rates latency(Population population, double percentile, double room, int trials) {
    Limit limit = atMost(population.percentile(percentile) * room);
    LatencyCheck check =
        new LatencyCheck(new Criterion.Latency(percentile, limit, CONFIDENCE), LOOKS);
    return count(
        population.processes().size(),
        chosen ->
            switch (check.telling(some(population.sorted(), chosen)).orElseThrow().answer()) {
              case OPEN -> 0;
              case KEPT -> 1;
              case BROKEN -> -1;
            },
        LOOKS.at(),
        trials);
  }

  /** The share of misses that is allowed is the true one; the deadline is moved for room. */
  static Rates deadline(Population population, double allowed, double room, int trials) {
    long deadline = (long) (population.percentile(100 * (1 - allowed)) * room);
    int queries = population.processes().get(0).size();
    Scenario.Periodic scenario =
        new Scenario.Periodic(
            Duration.ofMillis(1), Duration.ofNanos(deadline), Duration.ofMillis(queries));
    DeadlineCheck check =
        new DeadlineCheck(
            new Criterion.DeadlineMisses(
                new Limit(Limit.Relation.AT_MOST, new Quantity(allowed, Unit.ONE)), CONFIDENCE),
            scenario);
    return count(
        population.processes().size(),
        chosen -> {
          List<SortedTimes> drawn = some(population.sorted(), chosen);
          return check.good(drawn, allowed) <= 1 - CONFIDENCE
              ? 1
              : check.bad(drawn, allowed) <= 1 - CONFIDENCE ? -1 : 0;
        },
        List.of(scenario.rounds()),
        trials);
  }

  static Rates throughput(Population population, double room, int trials) {
    Limit limit =
        new Limit(
            Limit.Relation.AT_LEAST,
            new Quantity(1e9 / population.meanBatch() / room, Unit.PER_SECOND));
    Scenario.Offline scenario = new Scenario.Offline(1, Duration.ofSeconds(1));
    ThroughputCheck check =
        new ThroughputCheck(new Criterion.Throughput(limit, CONFIDENCE), scenario);
    List<RoundTimes> ends = population.processes().stream().map(ErrorRates::ends).toList();
    return count(
        ends.size(),
        chosen -> sign(check.rule(some(ends, chosen))),
        List.of(scenario.rounds()),
        trials);
  }

  private static RoundTimes ends(RoundTimes batches) {
    long[] ends = batches.nanoseconds();
    Arrays.parallelPrefix(ends, Long::sum);
    return RoundTimes.of(ends);
  }

  /** Starts of which each takes what the first query of a process took. */
  static Rates cold(Population population, int starts, double room, int trials) {
    List<RoundTimes> firsts =
        population.processes().stream()
            .map(process -> RoundTimes.of(process.nanoseconds()[0], 1))
            .toList();
    double median =
        SortedTimes.together(
                firsts.stream().map(first -> SortedTimes.of(first.nanoseconds()[0])).toList())
            .percentile(50);
    ColdCheck check =
        new ColdCheck(
            new Criterion.ColdStart(
                Criterion.ColdStart.Phase.LOAD, atMost(median * room), CONFIDENCE),
            new Scenario.Cold(starts));
    return count(
        firsts.size(), chosen -> sign(check.rule(some(firsts, chosen))), List.of(starts), trials);
  }

  /**
   * Soaks of warm processes, on whose own true value the limit sits. Kept is counted of soaks that
   * are quick but for one window, broken of soaks of which every window is on the limit.
   */
  static Rates soak(SimulatedBoard board, double percentile, double room, int trials) {
    SplittableRandom random = new SplittableRandom(41);
    Scenario.Soak scenario =
        new Scenario.Soak(Duration.ofSeconds(1), Duration.ofSeconds(SOAK_WINDOWS));
    int met = 0;
    int broken = 0;
    for (int trial = 0; trial < trials; trial++) {
      long[] times = board.warm(random, 2 * SOAK_WINDOWS * SOAK_QUERIES);
      Limit limit = atMost(SortedTimes.of(times).percentile(percentile) * room);
      SoakCheck check =
          new SoakCheck(new Criterion.SoakLatency(percentile, limit, CONFIDENCE), scenario);
      List<RoundTimes> windows = new ArrayList<>();
      for (int window = 0; window < SOAK_WINDOWS; window++) {
        int from = 2 * window * SOAK_QUERIES;
        windows.add(RoundTimes.of(Arrays.copyOfRange(times, from, from + SOAK_QUERIES)));
      }
      broken += check.answer(windows) == Answer.BROKEN ? 1 : 0;
      if (room == 1) {
        for (int window = 1; window < SOAK_WINDOWS; window++) {
          windows.set(window, QUICK);
        }
      }
      met += check.answer(windows) == Answer.KEPT ? 1 : 0;
    }
    return new Rates((double) met / trials, (double) broken / trials, 1);
  }

  /**
   * A column for the limit on the true value, one for a tenth of room, one for a tenth too slow.
   */
  private static void row(String criterion, String on, DoubleFunction<Rates> rates) {
    Rates exact = rates.apply(1);
    Rates room = rates.apply(1.1);
    Rates slow = rates.apply(1 / 1.1);
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.1f / %.1f | %.0f (%.1f) | %.0f (%.1f) |%n",
        criterion,
        on,
        exact.met() * 100,
        exact.broken() * 100,
        room.met() * 100,
        room.processes(),
        slow.broken() * 100,
        slow.processes());
  }

  private static void rows(Population population, int trials) {
    String on = population.name();
    for (double percentile : new double[] {50, 90, 95, 99}) {
      row(
          "latency p" + (int) percentile,
          on,
          room -> latency(population, percentile, room, room == 1 ? trials : trials / 4));
    }
    row("throughput", on, room -> throughput(population, room, room == 1 ? trials : trials / 4));
    row(
        "deadline, 1 %",
        on, room -> deadline(population, 0.01, room, room == 1 ? trials : trials / 4));
    row("cold", on, room -> cold(population, 11, room, room == 1 ? trials : trials / 4));
  }

  /** How many trials, then folders of recorded times. */
  public static void main(String[] arguments) throws IOException {
    int trials = Integer.parseInt(arguments[0]);
    System.out.println(
        "| criterion | times | limit on the true value: MET / BROKEN, % | 10 % of room: MET, %"
            + " (processes) | 10 % too slow: BROKEN, % (processes) |\n|---|---|---|---|---|");
    for (SimulatedBoard board : SimulatedBoard.values()) {
      Population thousand = Population.simulated(board, 1500, 1000);
      rows(thousand, trials);
      Population many = Population.simulated(board, 400, 10_000);
      row(
          "latency p99.9, 10,000 queries",
          many.name(),
          room -> latency(many, 99.9, room, room == 1 ? trials : trials / 4));
      for (double percentile : new double[] {50, 99}) {
        row(
            "soak p" + (int) percentile,
            many.name(),
            room -> soak(board, percentile, room, room == 1 ? trials : trials / 20));
      }
    }
    for (String folder : Arrays.asList(arguments).subList(1, arguments.length)) {
      rows(Population.recorded(Path.of(folder)), trials);
    }
  }
}
