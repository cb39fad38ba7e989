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
                    Optional.of(words)))
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
        Optional.empty());
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
