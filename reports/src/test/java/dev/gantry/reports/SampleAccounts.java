package dev.gantry.reports;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.JudgedRelease.Account;
import dev.gantry.dossier.JudgedRelease.Ran;
import dev.gantry.dossier.LatencyProfile;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.dossier.TaskProfile;
import dev.gantry.dossier.TaskProfile.Part;
import dev.gantry.dossier.TaskProfile.Reached;
import dev.gantry.dossier.TaskProfile.Row;
import dev.gantry.dossier.TaskProfile.Taken;
import dev.gantry.dossier.Trial.Pushed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** What the trials of a sample release brought home beside their findings. */
final class SampleAccounts {
  private static final int QUERIES = 1200;

  private SampleAccounts() {}

  static List<Account> of(ReleasePlan plan) {
    List<Account> accounts = new ArrayList<>();
    for (PlannedCell planned : plan.cells()) {
      for (String board : planned.boards()) {
        accounts.add(account(planned.cell(), board, plan.simulated(board)));
      }
    }
    return accounts;
  }

  private static final Instant STARTED = Instant.parse("2026-11-19T14:00:00Z");

  static List<Account> hostile(ReleasePlan plan, String words) {
    return of(plan).stream()
        .map(
            account ->
                new Account(
                    account.cell(),
                    account.board(),
                    account.simulated(),
                    account.started(),
                    account.finished(),
                    account.engine(),
                    account.latency(),
                    account.peakMemory(),
                    account.load(),
                    account.pushed(),
                    new TreeMap<>(Map.of(words, words)),
                    List.of(new Ran(new Scenario.Cold(7), words, List.of())),
                    List.of(words),
                    Optional.of(words),
                    account.task().map(task -> named(task, words))))
        .toList();
  }

  private static Account account(Cell cell, String board, boolean simulated) {
    TreeMap<String, String> facts = new TreeMap<>();
    facts.put("os", "Ubuntu 22.04");
    facts.put("onnxruntime", "1.29.0");
    facts.put("cpu", board.equals("bench-3") ? "Cortex-A78AE, 6 cores" : "Cortex-A78AE, 8 cores");
    facts.put("power-mode", board.equals("bench-3") ? "15W" : "MAXN");
    boolean first = cell.model().equals("obstacle-detector") && cell.precision() == Precision.FP32;
    ByteCount runner = first ? new ByteCount(3_412_020) : ByteCount.ZERO;
    ByteCount golden = first ? new ByteCount(18_950_144) : ByteCount.ZERO;
    boolean builder = board.equals("bench-1") || board.equals("bench-3");
    ByteCount engine = builder ? ByteCount.ZERO : new ByteCount(6_120_448);
    return new Account(
        cell,
        board,
        simulated,
        STARTED,
        STARTED.plusSeconds(42),
        Optional.of(SampleRelease.digest(cell.id())),
        Optional.of(profile(cell, board)),
        Optional.of(new ByteCount(130_000_000 + 1000L * board.hashCode() % 7_000_000)),
        Optional.of(Duration.ofMillis(184)),
        Optional.of(new Pushed(runner, golden, engine)),
        facts,
        List.of(),
        List.of(),
        Optional.empty(),
        cell.model().equals("obstacle-detector") ? Optional.of(task(cell)) : Optional.empty());
  }

  /** A detector whose int8 engine takes signals at night for posts. */
  private static TaskProfile task(Cell cell) {
    boolean worse = cell.precision() == Precision.INT8;
    return new TaskProfile(
        List.of(
            row(Part.ALL, "", 240, 0.912, worse ? 0.9025 : 0.912),
            row(Part.SLICE, "night", 60, 0.84, worse ? 0.799 : 0.84),
            row(Part.CLASS, "post", 181, 0.93, worse ? 0.9355 : 0.93),
            row(Part.CLASS, "signal", 96, 0.894, worse ? 0.8695 : 0.894)),
        List.of(
            taken("", "post", 4, worse ? 6 : 4),
            taken("", "signal", 3, worse ? 2 : 3),
            taken("post", "", 5, worse ? 4 : 5),
            taken("post", "post", 402, 403),
            taken("post", "signal", 1, worse ? 1 : 0),
            taken("signal", "", 2, worse ? 3 : 2),
            taken("signal", "post", 1, worse ? 17 : 1),
            taken("signal", "signal", 188, worse ? 171 : 188)));
  }

  private static Row row(Part part, String name, int samples, double reference, double engine) {
    return new Row(
        part,
        name,
        samples,
        List.of(
            new Reached(TaskMetric.MAP50, reference, engine),
            new Reached(TaskMetric.MAP50_95, reference / 2, engine / 2)));
  }

  private static Taken taken(String labelled, String answered, long reference, long engine) {
    return new Taken(named(labelled), named(answered), reference, engine);
  }

  private static Optional<String> named(String kind) {
    return kind.isEmpty() ? Optional.empty() : Optional.of(kind);
  }

  private static TaskProfile named(TaskProfile task, String words) {
    return new TaskProfile(
        task.rows().stream()
            .map(row -> new Row(row.part(), words, row.samples(), row.reached()))
            .toList(),
        List.of(new Taken(Optional.of(words), Optional.empty(), 1, 2)));
  }

  private static LatencyProfile profile(Cell cell, String board) {
    Random random = new Random(cell.id().hashCode() * 31L + board.hashCode());
    double base =
        (cell.precision() == Precision.INT8 ? 5.2 : 8.1) * (1 + 0.08 * random.nextDouble());
    base = cell.kind().equals("cpu") ? base : base * 0.82;
    boolean slow = cell.id().equals("obstacle-detector/int8/cpu") && board.equals("bench-2");
    double tail = slow ? 0.42 : 0.11;
    double[] times = new double[QUERIES];
    for (int i = 0; i < QUERIES; i++) {
      double noise = Math.abs(random.nextGaussian()) * tail * (random.nextInt(20) == 0 ? 2.4 : 0.7);
      times[i] = base * (1 + noise);
    }
    Arrays.sort(times);
    List<LatencyProfile.Point> points = new ArrayList<>();
    for (double percentile :
        new double[] {0, 10, 25, 50, 75, 90, 95, 97.5, 98, 99, 99.5, 99.75, 99.9, 100}) {
      int rank = (int) Math.ceil(percentile / 100 * QUERIES);
      points.add(new LatencyProfile.Point(percentile, millis(times[Math.max(0, rank - 1)])));
    }
    double mean = Arrays.stream(times).average().orElseThrow();
    return new LatencyProfile(QUERIES, millis(mean), millis(times[QUERIES - 1]), points);
  }

  private static Duration millis(double value) {
    return Duration.ofNanos((long) (value * 1e6));
  }
}
