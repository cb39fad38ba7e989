package dev.gantry.validation.judgement;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Tensor;
import dev.gantry.golden.task.Answer;
import dev.gantry.golden.task.AnswerReader;
import dev.gantry.golden.task.BoxScores;
import dev.gantry.golden.task.ClassImage;
import dev.gantry.golden.task.LabelledBox;
import dev.gantry.golden.task.MapScores;
import dev.gantry.golden.task.Truth;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the answers of reference and engine, and holds both against the labels. */
record TaskReading(Decoding decoding, GoldenSet golden, AnswerReader reader) {

  /** Empty where a sample has no label, or one that no answer can be held against. */
  Optional<TaskOutcome> outcome(
      GoldenSet.Sample sample, List<Tensor> reference, List<Tensor> truth, List<Tensor> got) {
    if (decoding instanceof Decoding.Boxes) {
      return named(truth, Truth.BOXES).map(labels -> boxes(labels, reference, got));
    }
    if (decoding instanceof Decoding.ClassMap map) {
      return named(truth, Truth.MAP).map(labels -> map(map, labels, reference, got));
    }
    return sample.label().flatMap(label -> hit(label, reference, got));
  }

  private Optional<TaskOutcome> hit(String label, List<Tensor> reference, List<Tensor> got) {
    int elements = named(reference, decoding.output()).map(Tensor::elements).orElse(0);
    OptionalInt wanted = SampleScore.classOf(label, golden.classes(), elements);
    OptionalInt known = ((Answer.Choice) reader.read(reference)).kind();
    if (wanted.isEmpty() || known.isEmpty()) {
      return Optional.empty();
    }
    boolean right = readable(got) && ((Answer.Choice) reader.read(got)).kind().equals(wanted);
    return Optional.of(new TaskHit(known.equals(wanted), right));
  }

  private TaskOutcome boxes(Tensor labels, List<Tensor> reference, List<Tensor> got) {
    int classes = golden.classes().size();
    List<LabelledBox> truth = Truth.boxes(labels, classes);
    Answer.Things said =
        readable(got) ? (Answer.Things) reader.read(got) : new Answer.Things(List.of(), 0);
    return new TaskOutcome.Boxes(
        BoxScores.of((Answer.Things) reader.read(reference), truth, classes),
        BoxScores.of(said, truth, classes));
  }

  private TaskOutcome map(
      Decoding.ClassMap map, Tensor labels, List<Tensor> reference, List<Tensor> got) {
    int classes = golden.classes().size();
    ClassImage truth = Truth.map(labels);
    Answer.Places said =
        readable(got) ? (Answer.Places) reader.read(got) : nowhere(truth.width(), truth.height());
    return new TaskOutcome.ClassMap(
        MapScores.of((Answer.Places) reader.read(reference), truth, map.ignore(), classes),
        MapScores.of(said, truth, map.ignore(), classes));
  }

  private static Answer.Places nowhere(int width, int height) {
    byte[] levels = new byte[width * height];
    Arrays.fill(levels, (byte) ClassImage.NONE);
    return new Answer.Places(new ClassImage(width, height, levels), levels.length);
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
