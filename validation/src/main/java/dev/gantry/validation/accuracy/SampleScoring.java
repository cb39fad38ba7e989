package dev.gantry.validation.accuracy;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.quality.ChoiceScore;
import dev.gantry.golden.quality.SampleScore;
import dev.gantry.golden.quality.SampleScorer;
import dev.gantry.validation.comparison.OutputComparisons;
import java.util.List;
import java.util.Optional;

/** Compares and scores reference and engine side by side, on the samples of one golden set. */
public final class SampleScoring {
  private final GoldenSet golden;
  private final Optional<SampleScorer> scorer;

  private SampleScoring(GoldenSet golden, Optional<SampleScorer> scorer) {
    this.golden = golden;
    this.scorer = scorer;
  }

  /**
   * A set that does not say how its outputs are decoded is taken for one of classes, chosen by its
   * first output. A decoding that does not fit scores nothing; the judge says why.
   */
  public static SampleScoring of(GoldenSet golden) {
    Optional<Decoding> first =
        golden.outputs().stream().findFirst().map(output -> new Decoding.Classes(output.name()));
    return new SampleScoring(
        golden,
        golden.decoding().or(() -> first).flatMap(decoding -> SampleScorer.of(golden, decoding)));
  }

  /**
   * Fails where the references or labels are not those of the set.
   *
   * @param expected the references, then the truth
   */
  public SampleTaskScore score(GoldenSet.Sample sample, List<Tensor> expected, List<Tensor> got) {
    int outputs = golden.outputs().size();
    if (expected.size() < outputs) {
      throw new IllegalArgumentException(
          "sample '" + sample.name() + "' has " + expected.size() + " of " + outputs + " outputs");
    }
    List<Tensor> reference = expected.subList(0, outputs);
    List<Tensor> truth = expected.subList(outputs, expected.size());
    List<TensorSpec> specs = reference.stream().map(Tensor::spec).toList();
    if (!specs.equals(golden.outputs())) {
      throw new IllegalArgumentException(
          "the references of sample '"
              + sample.name()
              + "' are "
              + specs
              + ", the set has "
              + golden.outputs());
    }
    return new SampleTaskScore(
        sample,
        OutputComparisons.of(reference, got, this::places),
        scorer.flatMap(how -> outcome(how, sample, truth, reference, got)));
  }

  /** Empty where a sample has no label, or one that no answer can be held against. */
  private static Optional<TaskOutcome> outcome(
      SampleScorer scorer,
      GoldenSet.Sample sample,
      List<Tensor> truth,
      List<Tensor> reference,
      List<Tensor> got) {
    Optional<SampleScore> wanted = scorer.score(sample, truth, reference);
    // A reference that chose nothing makes the label useless, and not the engine good.
    return wanted
        .filter(score -> !(score instanceof ChoiceScore && score.broken() > 0))
        .flatMap(
            known -> scorer.score(sample, truth, got).map(given -> new TaskOutcome(known, given)));
  }

  /** In a map every place has a choice of its own; any other output has one. */
  private int places(TensorSpec spec) {
    List<Long> shape = spec.shape();
    return scorer.isPresent()
            && scorer.get().decoding() instanceof Decoding.ClassMap map
            && map.output().equals(spec.name())
        ? Math.toIntExact(shape.get(shape.size() - 2) * shape.get(shape.size() - 1))
        : 1;
  }
}
