package dev.gantry.golden.quality;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.task.AnswerReader;
import dev.gantry.golden.task.ClassImage;
import dev.gantry.golden.task.DecodingFit;
import dev.gantry.golden.task.PictureSize;
import dev.gantry.golden.task.TaskAnswer;
import dev.gantry.golden.task.TruthTensors;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads what outputs say of a sample, and holds it against the sample's labels; for as many threads
 * as ask. Whoever scores an answer in this house asks here.
 */
public final class SampleScorer {
  private final GoldenSet set;
  private final Decoding decoding;
  private final AnswerReader reader;

  private SampleScorer(GoldenSet set, Decoding decoding) {
    this.set = set;
    this.decoding = decoding;
    this.reader = new AnswerReader(decoding, set.classes(), PictureSize.of(set.inputs()));
  }

  /** Empty where the set does not say how outputs become answers, or what it says does not fit. */
  public static Optional<SampleScorer> of(GoldenSet set) {
    return set.decoding().flatMap(decoding -> of(set, decoding));
  }

  /** By a decoding that the set does not say of itself. */
  public static Optional<SampleScorer> of(GoldenSet set, Decoding decoding) {
    return DecodingFit.misfits(decoding, set).isEmpty()
        ? Optional.of(new SampleScorer(set, decoding))
        : Optional.empty();
  }

  public Decoding decoding() {
    return decoding;
  }

  public TaskAnswer read(List<Tensor> outputs) {
    return reader.read(outputs);
  }

  /**
   * The class that a label means: the one that it names, or its index where the set names no
   * classes. Empty for a label that means none.
   */
  public OptionalInt labelled(String label) {
    if (!set.classes().isEmpty()) {
      int index = set.classes().indexOf(label);
      return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }
    return label.matches("[0-9]{1,9}") && Integer.parseInt(label) < scores()
        ? OptionalInt.of(Integer.parseInt(label))
        : OptionalInt.empty();
  }

  private long scores() {
    return set.outputs().stream()
        .filter(output -> output.name().equals(decoding.output()))
        .mapToLong(SampleScorer::elements)
        .findFirst()
        .orElse(0);
  }

  private static long elements(TensorSpec output) {
    return output.shape().stream().mapToLong(Long::longValue).reduce(1, (one, more) -> one * more);
  }

  /**
   * The answer that these outputs give; where one that is decoded is missing or of another shape,
   * an answer that says nothing.
   *
   * @param truth the labels that are boxes or a map, as {@link TruthTensors} has them
   */
  public Optional<SampleScore> score(
      GoldenSet.Sample sample, List<Tensor> truth, List<Tensor> outputs) {
    return score(sample, truth, readable(outputs) ? reader.read(outputs) : silent(truth));
  }

  /** Empty for a sample without a label that an answer can be held against. */
  public Optional<SampleScore> score(
      GoldenSet.Sample sample, List<Tensor> truth, TaskAnswer answer) {
    int classes = set.classes().size();
    if (answer instanceof TaskAnswer.Choice choice) {
      OptionalInt labelled = sample.label().map(this::labelled).orElse(OptionalInt.empty());
      return labelled.isEmpty()
          ? Optional.empty()
          : Optional.of(new ChoiceScore(labelled.getAsInt(), choice.kind()));
    }
    if (answer instanceof TaskAnswer.Things things) {
      return named(truth, TruthTensors.BOXES)
          .map(boxes -> BoxScores.of(things, TruthTensors.boxes(boxes, classes), classes));
    }
    TaskAnswer.Places places = (TaskAnswer.Places) answer;
    return named(truth, TruthTensors.MAP)
        .map(map -> MapScores.of(places, TruthTensors.map(map), ignored(), classes));
  }

  private OptionalInt ignored() {
    return decoding instanceof Decoding.ClassMap map ? map.ignore() : OptionalInt.empty();
  }

  private boolean readable(List<Tensor> outputs) {
    return set.outputs().stream()
        .filter(spec -> decoding.reads(spec.name()))
        .allMatch(spec -> named(outputs, spec.name()).map(Tensor::spec).equals(Optional.of(spec)));
  }

  private TaskAnswer silent(List<Tensor> truth) {
    if (decoding instanceof Decoding.Boxes) {
      return new TaskAnswer.Things(List.of(), 0);
    }
    if (decoding instanceof Decoding.ClassMap) {
      return named(truth, TruthTensors.MAP)
          .map(TruthTensors::map)
          .map(map -> nowhere(map.width(), map.height()))
          .orElseGet(() -> nowhere(0, 0));
    }
    return new TaskAnswer.Choice(OptionalInt.empty());
  }

  private static TaskAnswer nowhere(int width, int height) {
    byte[] levels = new byte[width * height];
    Arrays.fill(levels, (byte) ClassImage.NONE);
    return new TaskAnswer.Places(new ClassImage(width, height, levels), levels.length);
  }

  private static Optional<Tensor> named(List<Tensor> tensors, String name) {
    return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
  }
}
