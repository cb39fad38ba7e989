package dev.gantry.golden.score;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Problem;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.manifest.GoldenManifest.SampleEntry;
import dev.gantry.golden.quality.SampleScorer;
import java.util.Optional;
import java.util.stream.IntStream;

/** Says why the answers to a set cannot be scored. */
public final class ScoringObjection {
  private ScoringObjection() {}

  /** Empty where they can. */
  public static Optional<Problem> of(GoldenFolder folder) {
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
    Optional<SampleScorer> scorer = SampleScorer.of(set);
    if (scorer.isEmpty()) {
      return Optional.of(
          Problem.in(
              file,
              "its decoding does not fit its outputs",
              "look at all that is wrong with 'gantry golden verify'"));
    }
    if (IntStream.range(0, set.samples().size())
        .noneMatch(sample -> labelled(folder, scorer.get(), sample))) {
      return Optional.of(
          Problem.in(
              file,
              "no sample has " + wanted(scorer.get().decoding()) + ", so nothing can be scored",
              "label the samples in golden.yaml"));
    }
    return Optional.empty();
  }

  private static String wanted(Decoding decoding) {
    if (decoding instanceof Decoding.Boxes) {
      return "labelled boxes";
    }
    return decoding instanceof Decoding.ClassMap ? "a mask" : "a label";
  }

  private static boolean labelled(GoldenFolder folder, SampleScorer scorer, int sample) {
    Optional<SampleEntry> entry = folder.labels(sample);
    if (scorer.decoding() instanceof Decoding.Boxes) {
      return entry.flatMap(SampleEntry::boxes).isPresent();
    }
    if (scorer.decoding() instanceof Decoding.ClassMap) {
      return entry.flatMap(SampleEntry::mask).isPresent();
    }
    return folder
        .set()
        .samples()
        .get(sample)
        .label()
        .filter(label -> scorer.labelled(label).isPresent())
        .isPresent();
  }
}
