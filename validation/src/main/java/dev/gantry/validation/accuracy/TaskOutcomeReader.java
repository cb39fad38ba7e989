package dev.gantry.validation.accuracy;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.golden.task.AnswerReader;
import dev.gantry.golden.task.BoxScores;
import dev.gantry.golden.task.ClassImage;
import dev.gantry.golden.task.LabelledBox;
import dev.gantry.golden.task.MapScores;
import dev.gantry.golden.task.TaskAnswer;
import dev.gantry.golden.task.TruthTensors;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the answers of reference and engine, and holds both against the labels. */
record TaskOutcomeReader(Decoding decoding, GoldenSet golden, AnswerReader reader) {

  /** Empty where a sample has no label, or one that no answer can be held against. */
  Optional<TaskOutcome> outcome(
      GoldenSet.Sample sample, List<Tensor> reference, List<Tensor> truth, List<Tensor> got) {
    if (decoding instanceof Decoding.Boxes) {
      return named(truth, TruthTensors.BOXES).map(labels -> boxes(labels, reference, got));
    }
    if (decoding instanceof Decoding.ClassMap map) {
      return named(truth, TruthTensors.MAP).map(labels -> map(map, labels, reference, got));
    }
    return sample.label().flatMap(label -> hit(label, reference, got));
  }

  private Optional<TaskOutcome> hit(String label, List<Tensor> reference, List<Tensor> got) {
    int elements = named(reference, decoding.output()).map(Tensor::elements).orElse(0);
    OptionalInt wanted = SampleTaskScore.classOf(label, golden.classes(), elements);
    OptionalInt known = ((TaskAnswer.Choice) reader.read(reference)).kind();
    if (wanted.isEmpty() || known.isEmpty()) {
      return Optional.empty();
    }
    boolean right = readable(got) && ((TaskAnswer.Choice) reader.read(got)).kind().equals(wanted);
    return Optional.of(new TaskHit(known.equals(wanted), right));
  }

  private TaskOutcome boxes(Tensor labels, List<Tensor> reference, List<Tensor> got) {
    int classes = golden.classes().size();
    List<LabelledBox> truth = TruthTensors.boxes(labels, classes);
    TaskAnswer.Things said =
        readable(got) ? (TaskAnswer.Things) reader.read(got) : new TaskAnswer.Things(List.of(), 0);
    return new TaskOutcome.Boxes(
        BoxScores.of((TaskAnswer.Things) reader.read(reference), truth, classes),
        BoxScores.of(said, truth, classes));
  }

  private TaskOutcome map(
      Decoding.ClassMap map, Tensor labels, List<Tensor> reference, List<Tensor> got) {
    int classes = golden.classes().size();
    ClassImage truth = TruthTensors.map(labels);
    TaskAnswer.Places said =
        readable(got)
            ? (TaskAnswer.Places) reader.read(got)
            : nowhere(truth.width(), truth.height());
    return new TaskOutcome.ClassMap(
        MapScores.of((TaskAnswer.Places) reader.read(reference), truth, map.ignore(), classes),
        MapScores.of(said, truth, map.ignore(), classes));
  }

  private static TaskAnswer.Places nowhere(int width, int height) {
    byte[] levels = new byte[width * height];
    Arrays.fill(levels, (byte) ClassImage.NONE);
    return new TaskAnswer.Places(new ClassImage(width, height, levels), levels.length);
  }

  /** An engine without the outputs that are decoded has no answers. */
  private boolean readable(List<Tensor> got) {
    return golden.outputs().stream()
        .filter(spec -> decoded(spec.name()))
        .allMatch(spec -> named(got, spec.name()).map(Tensor::spec).equals(Optional.of(spec)));
  }

  private boolean decoded(String output) {
    return output.equals(decoding.output())
        || (decoding instanceof Decoding.Boxes boxes && boxes.scores().equals(Optional.of(output)));
  }

  private static Optional<Tensor> named(List<Tensor> tensors, String name) {
    return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
  }
}
