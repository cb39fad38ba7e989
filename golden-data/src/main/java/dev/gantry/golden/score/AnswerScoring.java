package dev.gantry.golden.score;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.manifest.GoldenManifest.SampleEntry;
import dev.gantry.golden.task.AnswerReader;
import dev.gantry.golden.task.BoxScores;
import dev.gantry.golden.task.ChoiceAccuracy;
import dev.gantry.golden.task.DecodingFit;
import dev.gantry.golden.task.MapScores;
import dev.gantry.golden.task.PictureSize;
import dev.gantry.golden.task.TaskAnswer;
import dev.gantry.golden.task.TruthTensors;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Holds answers against the labels of a set, sample by sample; for as many threads as ask. */
public final class AnswerScoring {
  private final GoldenFolder set;
  private final Decoding decoding;
  private final AnswerReader reader;

  private AnswerScoring(GoldenFolder set, Decoding decoding, AnswerReader reader) {
    this.set = set;
    this.decoding = decoding;
    this.reader = reader;
  }

  public static AnswerScoring of(GoldenFolder set) throws RefusedException {
    Optional<Problem> objection = objection(set);
    if (objection.isPresent()) {
      throw new RefusedException(objection.get());
    }
    return new AnswerScoring(set, set.set().decoding().orElseThrow(), reader(set).orElseThrow());
  }

  /** Why answers to this set cannot be scored; empty where they can. */
  public static Optional<Problem> objection(GoldenFolder folder) {
    GoldenSet set = folder.set();
    String file = folder.folder().toString();
    if (set.decoding().isEmpty()) {
      return Optional.of(
          Problem.in(
              file,
              "does not say how outputs become answers, so nothing can be scored",
              "add decoding to golden.yaml, such as { kind: classes, output: logits }"));
    }
    if (!folder.hasReferences()) {
      return Optional.of(
          Problem.in(
              file,
              "has no references to score",
              "capture them: gantry golden capture MODEL --inputs SET --out NEW"));
    }
    Decoding decoding = set.decoding().get();
    if (reader(folder).isEmpty()) {
      return Optional.of(
          Problem.in(
              file,
              "its decoding does not fit its outputs",
              "look at all that is wrong with 'gantry golden verify'"));
    }
    if (IntStream.range(0, set.samples().size()).noneMatch(at -> labelled(folder, decoding, at))) {
      return Optional.of(
          Problem.in(
              file,
              "no sample has " + wanted(decoding) + ", so nothing can be scored",
              "label the samples in golden.yaml"));
    }
    return Optional.empty();
  }

  /** What makes answers of outputs, where the set says how. */
  public static Optional<AnswerReader> reader(GoldenFolder folder) {
    GoldenSet set = folder.set();
    Optional<PictureSize> size = PictureSize.of(set.inputs());
    return set.decoding()
        .filter(how -> DecodingFit.misfits(how, set.classes(), set.outputs(), size).isEmpty())
        .map(how -> new AnswerReader(how, set.classes(), size));
  }

  private static String wanted(Decoding decoding) {
    if (decoding instanceof Decoding.Boxes) {
      return "labelled boxes";
    }
    return decoding instanceof Decoding.ClassMap ? "a mask" : "a label";
  }

  private static boolean labelled(GoldenFolder folder, Decoding decoding, int sample) {
    Optional<SampleEntry> entry = folder.labels(sample);
    if (decoding instanceof Decoding.Boxes) {
      return entry.flatMap(SampleEntry::boxes).isPresent();
    }
    if (decoding instanceof Decoding.ClassMap) {
      return entry.flatMap(SampleEntry::mask).isPresent();
    }
    GoldenSet set = folder.set();
    return set.samples().get(sample).label().filter(set.classes()::contains).isPresent();
  }

  public TaskMetric metric() {
    return decoding.usualMetric();
  }

  public TaskAnswer read(List<Tensor> outputs) {
    return reader.read(outputs);
  }

  /** Empty for a sample that nobody labelled. */
  public Optional<SampleScore> score(int sample, TaskAnswer answer) throws IOException {
    if (!labelled(set, decoding, sample)) {
      return Optional.empty();
    }
    int classes = set.set().classes().size();
    if (answer instanceof TaskAnswer.Choice choice) {
      String label = set.set().samples().get(sample).label().orElseThrow();
      return Optional.of(
          new SampleScore.Chosen(
              ChoiceAccuracy.Choice.of(choice, set.set().classes().indexOf(label))));
    }
    Tensor truth = set.truth(sample).get(0);
    if (answer instanceof TaskAnswer.Things things) {
      return Optional.of(
          new SampleScore.Boxed(BoxScores.of(things, TruthTensors.boxes(truth, classes), classes)));
    }
    TaskAnswer.Places places = (TaskAnswer.Places) answer;
    return Optional.of(
        new SampleScore.Mapped(MapScores.of(places, TruthTensors.map(truth), ignored(), classes)));
  }

  private OptionalInt ignored() {
    return decoding instanceof Decoding.ClassMap map ? map.ignore() : OptionalInt.empty();
  }
}
