package dev.gantry.validation.judgement;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.ParityMetric;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.dossier.Waiver;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.quality.ChoiceScore;
import dev.gantry.validation.accuracy.SampleScoring;
import dev.gantry.validation.accuracy.SampleTaskScore;
import dev.gantry.validation.accuracy.TaskOutcome;
import dev.gantry.validation.judgement.BoardEvidence.Evidence;
import dev.gantry.validation.timing.RoundTimes;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A small release to judge: one model with one output, as many boards and criteria as wanted. */
public final class Given {
  public static final LocalDate TODAY = LocalDate.of(2026, 11, 3);
  public static final Cell CELL = new Cell("detector", Precision.INT8, "nano");
  public static final TensorSpec LOGITS =
      new TensorSpec("logits", ElementType.FLOAT32, List.of(1L, 2L));
  public static final List<String> CLASSES = List.of("clear", "blocked");

  /** So many processes settle what is clear. */
  public static final int ROUNDS = 8;

  private Given() {}

  public static Criterion.Latency latency(double percentile, String limit) {
    return new Criterion.Latency(percentile, Limit.parse(limit), 0.99);
  }

  public static Criterion.Parity parity(ParityMetric metric, String limit) {
    return new Criterion.Parity(metric, Limit.parse(limit), 0.99);
  }

  public static Criterion.PeakMemory memory(String limit) {
    return new Criterion.PeakMemory(Limit.parse(limit), 0.99);
  }

  public static Criterion.TaskLoss top1(String limit) {
    return new Criterion.TaskLoss(TaskMetric.TOP1, Optional.empty(), Limit.parse(limit), 0.99);
  }

  public static Criterion.TaskLoss top1(String slice, String limit) {
    return new Criterion.TaskLoss(TaskMetric.TOP1, Optional.of(slice), Limit.parse(limit), 0.99);
  }

  public static ReleasePlan plan(
      int rounds, GoldenSet golden, List<PlannedCell> cells, Waiver... waivers) {
    return new ReleasePlan(
        "release",
        "rack",
        "0.1.0",
        List.of(
            new ReleasePlan.PlannedModel(
                "detector",
                Digest.of(new byte[1]),
                golden,
                new ReleasePlan.Calibration(
                    golden.name(), 1, Digest.of(new byte[2]), Optional.empty()),
                List.of())),
        List.of(BoardKind.of("nano", Backend.ONNXRUNTIME, 1)),
        List.of(),
        cells,
        new Scenario.Single(0, 100, rounds),
        Arrays.asList(waivers));
  }

  public static PlannedCell cell(List<String> boards, Criterion... criteria) {
    return PlannedCell.of(CELL, boards, Arrays.asList(criteria));
  }

  /** Sample names are s0, s1, ...; every sample is "blocked", and even ones are in slice night. */
  public static GoldenSet golden(int samples) {
    return new GoldenSet(
        "set",
        "1",
        Digest.of(new byte[2]),
        CLASSES,
        Optional.of(new Decoding.Classes(LOGITS.name())),
        List.of(),
        List.of(LOGITS),
        IntStream.range(0, samples).mapToObj(Given::sample).toList());
  }

  public static GoldenSet.Sample sample(int index) {
    return new GoldenSet.Sample(
        "s" + index, Optional.of("blocked"), index % 2 == 0 ? List.of("night") : List.of());
  }

  public static Tensor logits(float... values) {
    return Tensor.ofFloats("logits", List.of(1L, (long) values.length), values);
  }

  public static SampleTaskScore score(int index, Tensor reference, Tensor got) {
    return score(sample(index), CLASSES, List.of(reference), List.of(got));
  }

  /** Of a set that has these references for outputs, and does not say how they are decoded. */
  public static SampleTaskScore score(
      GoldenSet.Sample sample, List<String> classes, List<Tensor> reference, List<Tensor> got) {
    GoldenSet set =
        new GoldenSet(
            "set",
            "1",
            Digest.of(new byte[2]),
            classes,
            Optional.empty(),
            List.of(),
            reference.stream().map(Tensor::spec).toList(),
            List.of(sample));
    return SampleScoring.of(set).score(sample, reference, got);
  }

  /** Who chose the class that is labelled. */
  public static TaskOutcome choice(boolean reference, boolean engine) {
    return new TaskOutcome(
        new ChoiceScore(1, OptionalInt.of(reference ? 1 : 0)),
        new ChoiceScore(1, OptionalInt.of(engine ? 1 : 0)));
  }

  /** The engine answers exactly like the reference, and both are right. */
  public static List<SampleTaskScore> identical(int samples) {
    return IntStream.range(0, samples).mapToObj(i -> score(i, logits(1, 3), logits(1, 3))).toList();
  }

  /** All right but the first {@code lost}, which only the reference has right. */
  public static List<SampleTaskScore> losing(int samples, int lost) {
    return IntStream.range(0, samples)
        .mapToObj(i -> score(i, logits(1, 3), i < lost ? logits(3, 1) : logits(1, 3)))
        .toList();
  }

  /** Queries of 10 ms, but so many of 20 ms. */
  public static RoundTimes times(int queries, int slow) {
    long[] times = new long[queries];
    Arrays.fill(times, 10_000_000);
    Arrays.fill(times, 0, slow, 20_000_000);
    return RoundTimes.of(times);
  }

  /** As many processes of it as {@link #ROUNDS}. */
  public static List<RoundTimes> rounds(RoundTimes each) {
    return Collections.nCopies(ROUNDS, each);
  }

  public static RoundTimes drawn(SplittableRandom random, int queries, double slowShare) {
    int slow = 0;
    for (int i = 0; i < queries; i++) {
      slow += random.nextDouble() < slowShare ? 1 : 0;
    }
    return times(queries, slow);
  }

  /** Processes that are all like this one. */
  public static Evidence timed(RoundTimes each) {
    return timed(rounds(each));
  }

  public static Evidence timed(List<RoundTimes> rounds) {
    return new Evidence(identical(1), rounds, List.of(), Optional.empty(), List.of());
  }

  public static Evidence scored(List<SampleTaskScore> scores) {
    return new Evidence(
        scores, List.of(), List.of(), Optional.of(new ByteCount(1 << 20)), List.of());
  }
}
