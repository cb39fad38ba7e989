package dev.gantry.validation.accuracy;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.task.AnswerReader;
import dev.gantry.golden.task.PictureSize;
import dev.gantry.validation.comparison.OutputComparisons;
import java.util.List;
import java.util.Optional;

/** Scores the samples of one golden set, as its decoding says. */
public final class SampleScoring {
  private final GoldenSet golden;
  private final Optional<TaskOutcomeReader> reading;

  private SampleScoring(GoldenSet golden, Optional<TaskOutcomeReader> reading) {
    this.golden = golden;
    this.reading = reading;
  }

  /** A decoding that does not fit reads nothing; the judge says why. */
  public static SampleScoring of(GoldenSet golden) {
    boolean fits = new TaskFit(golden).decodingMisfits().isEmpty();
    return new SampleScoring(
        golden,
        golden
            .decoding()
            .filter(decoding -> fits)
            .map(
                decoding ->
                    new TaskOutcomeReader(
                        decoding,
                        golden,
                        new AnswerReader(
                            decoding, golden.classes(), PictureSize.of(golden.inputs())))));
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
    if (reading.isEmpty()) {
      return SampleTaskScore.of(sample, golden.classes(), reference, got);
    }
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
    Decoding decoding = reading.get().decoding();
    return new SampleTaskScore(
        sample,
        OutputComparisons.of(reference, got, spec -> places(decoding, spec)),
        reading.get().outcome(sample, reference, truth, got));
  }

  /** In a map every place has a choice of its own; any other output has one. */
  private static int places(Decoding decoding, TensorSpec spec) {
    List<Long> shape = spec.shape();
    return decoding instanceof Decoding.ClassMap && spec.name().equals(decoding.output())
        ? Math.toIntExact(shape.get(shape.size() - 2) * shape.get(shape.size() - 1))
        : 1;
  }
}
