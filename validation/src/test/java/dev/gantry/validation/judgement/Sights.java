package dev.gantry.validation.judgement;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.Decoding.Activation;
import dev.gantry.dossier.Decoding.BoxCoding;
import dev.gantry.dossier.Decoding.Scoring;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.task.TruthTensors;
import dev.gantry.validation.accuracy.SampleScoring;
import dev.gantry.validation.accuracy.SampleTaskScore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small detectors and segmenters: two rows of corners, or a map of two places, of two classes. */
public final class Sights {
  public static final TensorSpec ROWS =
      new TensorSpec("rows", ElementType.FLOAT32, List.of(1L, 2L, 6L));
  public static final TensorSpec MAP =
      new TensorSpec("map", ElementType.FLOAT32, List.of(1L, 2L, 1L, 2L));
  public static final Decoding BOXES =
      new Decoding.Boxes(
          "rows",
          BoxCoding.CORNERS,
          List.of(),
          Optional.empty(),
          Scoring.CLASS,
          Activation.NONE,
          Optional.empty(),
          0.05,
          0.5);
  private static final List<Long> CELL = List.of(1L, 1L, 6L);
  static final Decoding CLASS_MAP = new Decoding.ClassMap("map", OptionalInt.empty());

  private Sights() {}

  public static GoldenSet golden(Decoding decoding, TensorSpec output, int samples) {
    return new GoldenSet(
        "sights",
        "1",
        Digest.of(new byte[2]),
        Given.CLASSES,
        Optional.of(decoding),
        List.of(),
        List.of(output),
        IntStream.range(0, samples).mapToObj(Sights::sample).toList());
  }

  public static GoldenSet boxes(int samples) {
    return golden(BOXES, ROWS, samples);
  }

  public static GoldenSet maps(int samples) {
    return golden(CLASS_MAP, MAP, samples);
  }

  /** One cell of 8 pixels, in a picture of the same size. */
  public static GoldenSet onGrid(int samples) {
    Decoding decoding =
        new Decoding.Boxes(
            "rows",
            BoxCoding.CENTRE_LOG,
            List.of(new Decoding.Grid(8, List.of())),
            Optional.empty(),
            Scoring.CLASS,
            Activation.NONE,
            Optional.empty(),
            0.05,
            0.5);
    GoldenSet flat = golden(decoding, new TensorSpec("rows", ElementType.FLOAT32, CELL), samples);
    return new GoldenSet(
        flat.name(),
        flat.version(),
        flat.digest(),
        flat.classes(),
        flat.decoding(),
        List.of(new TensorSpec("input", ElementType.FLOAT32, List.of(1L, 3L, 8L, 8L))),
        flat.outputs(),
        flat.samples());
  }

  /** The labelled box of the only cell, of the first class, with this logarithm of its width. */
  public static Tensor cell(float width) {
    return Tensor.ofFloats("rows", CELL, 0.5f, 0.5f, width, 0, 0.9f, 0);
  }

  /** Even ones are in slice night. */
  public static GoldenSet.Sample sample(int index) {
    return new GoldenSet.Sample(
        "s" + index, Optional.empty(), index % 2 == 0 ? List.of("night") : List.of());
  }

  public static Criterion.TaskLoss loss(TaskMetric metric, String limit) {
    return new Criterion.TaskLoss(metric, Optional.empty(), Limit.parse(limit), 0.99);
  }

  /**
   * The box that is labelled in every sample, of the class, seen with this score; 0 is not seen.
   */
  public static Tensor seen(int kind, double score) {
    return seen(kind, score, 0);
  }

  /** And beside it, where nothing is. */
  public static Tensor seen(int kind, double score, double mistaken) {
    float[] rows = {0, 0, 8, 8, 0, 0, 20, 0, 28, 8, 0, 0};
    rows[4 + kind] = (float) score;
    rows[10 + kind] = (float) mistaken;
    return Tensor.ofFloats("rows", ROWS.shape(), rows);
  }

  public static Tensor boxTruth(int... kinds) {
    float[] rows = new float[kinds.length * 5];
    for (int row = 0; row < kinds.length; row++) {
      rows[row * 5] = kinds[row];
      rows[row * 5 + 3] = 8;
      rows[row * 5 + 4] = 8;
    }
    return Tensor.ofFloats(TruthTensors.BOXES, List.of((long) kinds.length, 5L), rows);
  }

  public static Tensor map(int left, int right) {
    return Tensor.ofFloats("map", MAP.shape(), 1 - left, 1 - right, left, right);
  }

  public static Tensor mapTruth(int left, int right) {
    return new Tensor(
        new TensorSpec(TruthTensors.MAP, ElementType.UINT8, List.of(1L, 2L)),
        ByteBuffer.wrap(new byte[] {(byte) left, (byte) right}));
  }

  public static SampleTaskScore score(
      GoldenSet golden, int index, Tensor reference, Tensor truth, Tensor got) {
    return SampleScoring.of(golden)
        .score(golden.samples().get(index), List.of(reference, truth), List.of(got));
  }

  /** The reference sees everything; the engine misses the first so many. */
  public static List<SampleTaskScore> missing(int samples, int missed) {
    GoldenSet golden = boxes(samples);
    return IntStream.range(0, samples)
        .mapToObj(
            i ->
                score(
                    golden,
                    i,
                    seen(i / 2 % 2, 0.9),
                    boxTruth(i / 2 % 2),
                    seen(i / 2 % 2, i < missed ? 0 : 0.9)))
        .toList();
  }

  /** A reference that is mostly right, and an engine that misses a share of what it sees. */
  public static List<SampleTaskScore> drawn(
      SplittableRandom random, int samples, double missedShare) {
    GoldenSet golden = boxes(samples);
    List<SampleTaskScore> scores = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      int kind = random.nextInt(2);
      double right = random.nextDouble() < 0.95 ? 0.3 + 0.7 * random.nextDouble() : 0;
      double wrong = random.nextDouble() < 0.3 ? 0.06 + 0.5 * random.nextDouble() : 0;
      boolean missed = random.nextDouble() < missedShare;
      boolean dreamt = random.nextDouble() < missedShare / 2;
      scores.add(
          score(
              golden,
              i,
              seen(kind, right, wrong),
              boxTruth(kind),
              seen(kind, missed ? 0 : right, dreamt ? 0.95 : wrong)));
    }
    return scores;
  }
}
