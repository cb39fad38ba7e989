package dev.gantry.harness.folder;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Blame;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Engine;
import dev.gantry.dossier.Expectation;
import dev.gantry.dossier.Finding;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.LatencyProfile;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.ParityMetric;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Recipe;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.RequiredBoards;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Shard;
import dev.gantry.dossier.Subject;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.dossier.TaskProfile;
import dev.gantry.dossier.TensorrtSetup;
import dev.gantry.dossier.Trial;
import dev.gantry.dossier.Trouble;
import dev.gantry.dossier.Verdict;
import dev.gantry.dossier.Waiver;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.TensorSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/** One of everything that a dossier keeps, with odd names and odd numbers in it. */
final class Specimens {
  private static final Digest DIGEST = Digest.of(new byte[] {1});
  static final Digest OTHER = Digest.of(new byte[] {2});
  private static final Cell CELL = new Cell("rail-signals", Precision.INT8_FP16, "cpu");
  private static final Instant DAY = Instant.parse("2026-11-20T10:00:00.123Z");
  private static final Limit LIMIT = Limit.parse("<= 0.1 %");
  private static final Scenario SOAK =
      new Scenario.Soak(Duration.ofMinutes(1), Duration.ofHours(2));
  private static final Subject SUBJECT = new Subject(CELL, "bench-1", "latency.p99");

  static final Engine ENGINE =
      new Engine(
          DIGEST,
          new ByteCount(77),
          new Recipe(
              DIGEST,
              BoardKind.of("cpu", Backend.ONNXRUNTIME, 2),
              new TreeMap<>(java.util.Map.of("onnxruntime", "1.29.0 \"quoted\" \u2028")),
              new TreeMap<>(java.util.Map.of("optimisation", "all"))));

  static final Trial.Pushed PUSHED =
      new Trial.Pushed(new ByteCount(1), ByteCount.ZERO, new ByteCount(3));

  static final Trial.Measured MEASURED = measured(DIGEST, List.of(rebuild()));

  static final Trial.Abandoned ABANDONED =
      new Trial.Abandoned(
          CELL, "bench-1", false, DAY, DAY, new Trouble(Blame.RACK, "bench-1", "lost", "look"));

  static final ReleasePlan PLAN =
      new ReleasePlan(
          "rail-2026.11",
          "bay-4",
          "0.1.0",
          List.of(
              new ReleasePlan.PlannedModel(
                  "rail-signals",
                  DIGEST,
                  new GoldenSet(
                      "rail-signals",
                      "1",
                      DIGEST,
                      List.of("clear", "person"),
                      Optional.of(new Decoding.Classes("logits")),
                      List.of(new TensorSpec("image", ElementType.FLOAT32, List.of(1L, -1L))),
                      List.of(new TensorSpec("logits", ElementType.INT8, List.of())),
                      List.of(
                          new GoldenSet.Sample("0000", Optional.of("clear"), List.of("night")),
                          new GoldenSet.Sample("0001", Optional.empty(), List.of()))),
                  new ReleasePlan.Calibration("rail-nights", 8, DIGEST, Optional.of("mse")),
                  List.of(new ReleasePlan.NodePrecisions(Precision.INT8_FP16, DIGEST))),
              decoded("free-space", new Decoding.ClassMap("logits", OptionalInt.of(255))),
              decoded("free-way", new Decoding.ClassMap("logits", OptionalInt.empty())),
              decoded(
                  "track-objects",
                  new Decoding.Boxes(
                      "detections",
                      Decoding.BoxCoding.CENTRE_LOG,
                      List.of(
                          new Decoding.Grid(8, List.of(new Decoding.Anchor(1.0 / 3, 20))),
                          new Decoding.Grid(16, List.of())),
                      Optional.of("scores"),
                      Decoding.Scoring.OBJECTNESS_TIMES_CLASS,
                      Decoding.Activation.SIGMOID,
                      Optional.of("sky"),
                      0.05,
                      0.5))),
          List.of(
              new BoardKind(
                  "cpu",
                  Backend.TRTEXEC,
                  1,
                  RequiredBoards.ANY,
                  new Expectation(
                      Optional.of("6.2"),
                      Optional.of("MAXN_SUPER"),
                      Optional.of(Expectation.Clocks.LOCKED),
                      Optional.of(new Expectation.Fan(80)),
                      OptionalDouble.of(60.5),
                      true),
                  Optional.of(
                      new TensorrtSetup(
                          "10.3",
                          OptionalInt.of(3),
                          OptionalInt.of(0),
                          Optional.of("/opt/trtexec"))))),
          List.of(new ReleasePlan.PlannedBoard("bench-1", "cpu", true)),
          List.of(
              new ReleasePlan.PlannedCell(
                  CELL,
                  List.of("bench-1"),
                  1,
                  List.of(
                      new Criterion.DeadlineMisses(LIMIT, 0.99),
                      new Criterion.Throughput(Limit.parse(">= 200 /s"), 0.99),
                      new Criterion.SoakLatency(99, Limit.parse("<= 12 ms"), 0.99),
                      new Criterion.ColdStart(
                          Criterion.ColdStart.Phase.FIRST, Limit.parse("<= 1 s"), 0.99),
                      new Criterion.Parity(ParityMetric.MAX_ABS, LIMIT, 0.99),
                      new Criterion.WorstSample(Limit.parse(">= 6 dB"), 0.99),
                      new Criterion.TaskFloor(
                          TaskMetric.MIOU,
                          Optional.of("night"),
                          Optional.empty(),
                          Limit.parse(">= 85 %"),
                          0.99),
                      new Criterion.TaskFloor(
                          TaskMetric.TOP1,
                          Optional.empty(),
                          Optional.of("person"),
                          Limit.parse(">= 0.85"),
                          0.99),
                      new Criterion.Latency(99.9, Limit.parse("<= 1.25 ms"), 0.999),
                      new Criterion.PeakMemory(Limit.parse("<= 512 MiB"), 0.99),
                      new Criterion.ComputedIn(Precision.INT8, Limit.parse(">= 90 %"), 0.99),
                      new Criterion.Fallback(Limit.parse("<= 1 %"), 0.99),
                      new Criterion.Rebuilt(
                          3, new Criterion.Parity(ParityMetric.SQNR, LIMIT, 0.99)),
                      new Criterion.TaskLoss(
                          TaskMetric.MAP50_95, Optional.of("night"), LIMIT, 0.99)),
                  List.of(
                      new Scenario.Cold(7),
                      new Scenario.Offline(8, Duration.ofSeconds(10)),
                      new Scenario.Periodic(
                          Duration.ofNanos(33_333_333), Duration.ofMillis(30), Duration.ofHours(1)),
                      SOAK))),
          new Scenario.Single(10, 1000, 3),
          List.of(waiver()),
          Optional.of(Duration.ofMinutes(20)));

  static final JudgedRelease JUDGED =
      new JudgedRelease(
          PLAN,
          Optional.of(new Shard(2, 3, List.of("bench-1"))),
          Verdict.INCONCLUSIVE,
          7,
          DAY,
          DAY.plusSeconds(60),
          List.of(new JudgedRelease.PinnedEngine(CELL, DIGEST)),
          List.of(
              new Finding.Met(SUBJECT, Quantity.parse("0.1 %"), LIMIT, 0.99, "well"),
              new Finding.Broken(
                  SUBJECT,
                  new Quantity(1.0 / 3, LIMIT.bound().unit()),
                  LIMIT,
                  0.99,
                  "broken",
                  "mend",
                  Optional.of(waiver())),
              new Finding.NotMeasured(
                  SUBJECT, Optional.empty(), LIMIT, 0.99, Blame.DATA, "nothing", "measure")),
          List.of(new Trouble(Blame.TOOLCHAIN, "bench-1", "died", "look")),
          List.of(
              new JudgedRelease.Account(
                  CELL,
                  "bench-1",
                  true,
                  DAY,
                  DAY.plusSeconds(3),
                  Optional.of(DIGEST),
                  Optional.of(
                      new LatencyProfile(
                          1000,
                          Duration.ofNanos(81_234),
                          Duration.ofMillis(3),
                          List.of(new LatencyProfile.Point(99.21875, Duration.ofNanos(99_999))))),
                  Optional.of(new ByteCount(5)),
                  Optional.of(Duration.ofMillis(7)),
                  Optional.of(PUSHED),
                  new TreeMap<>(java.util.Map.of("cores", "2")),
                  List.of(
                      new JudgedRelease.Ran(
                          SOAK,
                          "2 windows",
                          List.of(
                              new JudgedRelease.Window(
                                  Duration.ZERO, 9, Duration.ofNanos(7), Duration.ofNanos(8))))),
                  List.of("the link was lost"),
                  Optional.of("2 in int8"),
                  Optional.of(
                      new TaskProfile(
                          List.of(
                              new TaskProfile.Row(
                                  TaskProfile.Part.SLICE,
                                  "night",
                                  9,
                                  List.of(
                                      new TaskProfile.Reached(
                                          TaskMetric.MAP50_95, 1.0 / 3, 0.25)))),
                          List.of(
                              new TaskProfile.Taken(
                                  Optional.of("person"), Optional.of("sky"), 1, 2)))))));

  private Specimens() {}

  private static ReleasePlan.PlannedModel decoded(String name, Decoding decoding) {
    return new ReleasePlan.PlannedModel(
        name,
        DIGEST,
        new GoldenSet(
            name,
            "1",
            DIGEST,
            List.of("sky", "person"),
            Optional.of(decoding),
            List.of(),
            List.of(),
            List.of()),
        new ReleasePlan.Calibration(name, 32, DIGEST, Optional.empty()),
        List.of());
  }

  private static Waiver waiver() {
    return new Waiver(
        "rail-signals/int8+fp16/cpu/*/latency.p99",
        "rail",
        "tracked",
        LocalDate.parse("2026-12-31"));
  }

  private static Trial.Rebuild rebuild() {
    return new Trial.Rebuild(OTHER, new ByteCount(5), Optional.of(measured(OTHER, List.of())));
  }

  private static Trial.Measured measured(Digest engine, List<Trial.Rebuild> rebuilds) {
    return new Trial.Measured(
        CELL,
        "bench-1",
        true,
        DAY,
        DAY.plusSeconds(3),
        engine,
        new Trial.EvidenceFile("outputs.tensors", DIGEST, new ByteCount(9)),
        List.of(
            new Trial.TimedRound(
                new Scenario.Single(10, 1000, 3),
                new Trial.EvidenceFile("times-1.ns", DIGEST, new ByteCount(8)),
                Optional.of(new Trial.EvidenceFile("answers-1", DIGEST, new ByteCount(7))),
                Optional.of(new Trial.EvidenceFile("telemetry-1", DIGEST, new ByteCount(6))),
                new TreeMap<>(java.util.Map.of("load.ns", "12")))),
        List.of(new Trial.ObservedState(DAY, new TreeMap<>(java.util.Map.of("clocks", "locked")))),
        List.of(new Trial.Gap(DAY, Duration.ofSeconds(20), false, "the link was lost")),
        Optional.of(new ByteCount(1L << 40)),
        Optional.of(Duration.ofNanos(123_456_789)),
        new TreeMap<>(java.util.Map.of("kernel", "Linux <6>")),
        PUSHED,
        rebuilds);
  }
}
