package dev.gantry.golden.task;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.Decoding.Activation;
import dev.gantry.dossier.Decoding.BoxCoding;
import dev.gantry.dossier.Decoding.Grid;
import dev.gantry.dossier.Decoding.Scoring;
import dev.gantry.dossier.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Decodings and outputs that tests start from. */
public final class Drawn {
  public static final List<String> CLASSES = List.of("person", "signal");
  public static final Optional<PictureSize> SIZE = Optional.of(new PictureSize(64, 32));

  private Drawn() {}

  public static Decoding.Boxes boxes(BoxCoding coding, Grid... grids) {
    return new Decoding.Boxes(
        "rows",
        coding,
        List.of(grids),
        Optional.empty(),
        Scoring.CLASS,
        Activation.NONE,
        Optional.empty(),
        0.3,
        0.5);
  }

  public static Decoding.Boxes scored(Scoring scoring, Activation activation) {
    return new Decoding.Boxes(
        "rows",
        BoxCoding.CORNERS,
        List.of(),
        Optional.empty(),
        scoring,
        activation,
        Optional.empty(),
        0.001,
        1);
  }

  public static Decoding.Boxes apart(Optional<String> background) {
    return new Decoding.Boxes(
        "rows",
        BoxCoding.CORNERS,
        List.of(),
        Optional.of("scores"),
        Scoring.CLASS,
        Activation.NONE,
        background,
        0.3,
        0.5);
  }

  public static Tensor rows(int fields, float... values) {
    return Tensor.ofFloats(
        "rows", List.of(1L, (long) values.length / fields, (long) fields), values);
  }

  public static TaskAnswer.Things read(Decoding.Boxes decoding, Tensor... outputs) {
    return (TaskAnswer.Things) new AnswerReader(decoding, CLASSES, SIZE).read(List.of(outputs));
  }

  /** One detection of the first class for each score, each a box of its own. */
  public static List<Detection> inRow(double... scores) {
    return IntStream.range(0, scores.length)
        .mapToObj(index -> new Detection(0, scores[index], place(index)))
        .toList();
  }

  public static Box place(int index) {
    return new Box(10 * index, 0, 10 * index + 8, 8);
  }

  public static List<LabelledBox> labels(int... places) {
    return Arrays.stream(places).mapToObj(index -> new LabelledBox(0, place(index))).toList();
  }

  public static List<Integer> none(int classes) {
    return Collections.nCopies(classes, 0);
  }
}
