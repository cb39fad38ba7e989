package dev.gantry.converter.compare;

import java.util.List;
import java.util.Optional;

/**
 * Holds the results of a comparison of a variant with its model on a golden set.
 *
 * @param samples how many were run, of so many
 * @param task what both are worth at the task, where the set is labelled
 * @param damage which layers suffer, where that can be seen
 */
public record VariantAgreement(
    List<String> samples,
    int of,
    List<OutputAgreement> outputs,
    Optional<TaskPair> task,
    Optional<LayerDamageSearch.Found> damage) {
  public VariantAgreement {
    samples = List.copyOf(samples);
    outputs = List.copyOf(outputs);
  }

  /** A metric of the same samples, by the model and by the variant. */
  public record TaskPair(String metric, int labelled, double model, double variant) {
    public double loss() {
      return model - variant;
    }
  }
}
