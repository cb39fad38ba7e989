package dev.gantry.reports;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Expectation;
import dev.gantry.dossier.Finding;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.JudgedRelease.Account;
import dev.gantry.dossier.JudgedRelease.Ran;
import dev.gantry.dossier.JudgedRelease.Window;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.ReleasePlan.PlannedBoard;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Subject;
import dev.gantry.dossier.Trial.Pushed;
import dev.gantry.dossier.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** One model on a rack of three units, of which any one is enough, driven in every way. */
public final class SampleRack {
  private static final Cell CELL = new Cell("obstacle-detector", Precision.INT8, "orin-nx");
  private static final List<String> BOARDS = List.of("orin-1", "orin-2", "orin-3");
  private static final Scenario PERIODIC =
      new Scenario.Periodic(
          Duration.ofNanos(33_333_333), Duration.ofMillis(25), Duration.ofSeconds(36));
  private static final Scenario OFFLINE = new Scenario.Offline(8, Duration.ofSeconds(2));
  private static final Scenario.Soak SOAK =
      new Scenario.Soak(Duration.ofMinutes(1), Duration.ofHours(2));
  private static final Scenario COLD = new Scenario.Cold(7);
  private static final Instant STARTED = Instant.parse("2026-11-19T14:00:00Z");

  private SampleRack() {}

  /** The second unit was measured; the soak grew slow towards its end. */
  public static JudgedRelease failed() {
    List<Finding> findings =
        List.of(
            met("deadline.misses", "0.0185 %", "<= 0.1 %", "0.0185 % of the queries were late"),
            met("throughput", "231.4 /s", ">= 200 /s", "231.4 /s in batches of 8"),
            broken(
                "soak.p99",
                "13.31 ms",
                "<= 12 ms",
                "worst in window 112 of 120, which began after 1:51:00: 13.31 ms measured"),
            met("cold.load", "1.21 s", "<= 2 s", "1.21 s measured over 7 starts"),
            met("cold.first", "46 ms", "<= 100 ms", "46 ms measured over 7 starts"));
    return new JudgedRelease(
        plan(),
        Verdict.FAILED,
        STARTED,
        STARTED.plusSeconds(7800),
        List.of(new JudgedRelease.PinnedEngine(CELL, SampleRelease.digest("engine"))),
        findings,
        List.of(),
        List.of(account()));
  }

  private static ReleasePlan plan() {
    ReleasePlan plan = SampleRelease.plan();
    Expectation locked =
        new Expectation(
            Optional.of("6.2"),
            Optional.of("MAXN_SUPER"),
            Optional.of(Expectation.Clocks.LOCKED),
            Optional.empty(),
            java.util.OptionalDouble.of(60),
            true);
    return new ReleasePlan(
        plan.release(),
        "bay-4",
        "0.1.0",
        plan.models().subList(0, 1),
        List.of(
            new BoardKind(
                "orin-nx",
                Backend.ONNXRUNTIME,
                4,
                dev.gantry.dossier.RequiredBoards.ANY,
                locked,
                java.util.Optional.empty())),
        BOARDS.stream().map(board -> new PlannedBoard(board, "orin-nx", false)).toList(),
        List.of(
            new PlannedCell(
                CELL,
                BOARDS,
                1,
                List.of(
                    new Criterion.DeadlineMisses(Limit.parse("<= 0.1 %"), 0.99),
                    new Criterion.Throughput(Limit.parse(">= 200 /s"), 0.99),
                    new Criterion.SoakLatency(99, Limit.parse("<= 12 ms"), 0.99),
                    new Criterion.ColdStart(
                        Criterion.ColdStart.Phase.LOAD, Limit.parse("<= 2 s"), 0.99),
                    new Criterion.ColdStart(
                        Criterion.ColdStart.Phase.FIRST, Limit.parse("<= 100 ms"), 0.99)),
                List.of(COLD, OFFLINE, PERIODIC, SOAK))),
        plan.scenario(),
        List.of());
  }

  private static Account account() {
    return new Account(
        CELL,
        "orin-2",
        false,
        STARTED,
        STARTED.plusSeconds(7700),
        Optional.of(SampleRelease.digest("engine")),
        Optional.empty(),
        Optional.of(new ByteCount(180L << 20)),
        Optional.of(Duration.ofMillis(1210)),
        Optional.of(new Pushed(ByteCount.ZERO, ByteCount.ZERO, ByteCount.ZERO)),
        new TreeMap<>(
            Map.of(
                "jetpack", "6.2",
                "state.power-mode", "MAXN_SUPER",
                "state.temperature.max-celsius", "51.5 → 83",
                "telemetry.temperature.max-celsius", "86.5")),
        List.of(
            new Ran(
                COLD,
                "engine loaded after 1.21 s, first inference after 46 ms more: medians of 7 starts",
                List.of()),
            new Ran(OFFLINE, "290 batches in 10.03 s, 231.4 /s", List.of()),
            new Ran(PERIODIC, "1 of 5400 answered late, the slowest after 26.1 ms", List.of()),
            new Ran(SOAK, "120 of 120 windows, p99 from 9.9 ms to 13.31 ms", windows())),
        List.of(
            "no harness was there for 20 s from 2026-11-19T15:02:11Z: the link was lost; the"
                + " work went on there"),
        Optional.of(
            "38 in int8, 2 in fp16, 6 only convert numbers for others in 11.8 % of the time;"
                + " slowest /features/1/Conv 24.1 %, /head/Gemm 9.0 %, in 7.7 %"),
        Optional.empty());
  }

  private static List<Window> windows() {
    Random random = new Random(5);
    List<Window> windows = new ArrayList<>();
    for (int window = 0; window < SOAK.windows(); window++) {
      double warm = window > 70 ? (window - 70) * 0.05 : 0;
      windows.add(
          new Window(
              SOAK.window().multipliedBy(window),
              7000,
              millis(8.1 + warm * 0.6 + 0.05 * random.nextGaussian()),
              millis(10.2 + warm + 0.25 * random.nextGaussian())));
    }
    return windows;
  }

  private static Duration millis(double value) {
    return Duration.ofNanos((long) (value * 1e6));
  }

  private static Finding met(String criterion, String value, String limit, String message) {
    return new Finding.Met(
        new Subject(CELL, "orin-2", criterion),
        Quantity.parse(value),
        Limit.parse(limit),
        0.99,
        message);
  }

  private static Finding broken(String criterion, String value, String limit, String message) {
    return new Finding.Broken(
        new Subject(CELL, "orin-2", criterion),
        Quantity.parse(value),
        Limit.parse(limit),
        0.99,
        message,
        "look at temperature and clocks in that window, or raise the limit in release.yaml",
        Optional.empty());
  }
}
