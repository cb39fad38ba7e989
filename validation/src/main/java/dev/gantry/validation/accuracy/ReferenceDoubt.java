package dev.gantry.validation.accuracy;

import dev.gantry.dossier.ParityMetric;
import dev.gantry.validation.comparison.OutputComparison;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Says why the reference of an output cannot be compared with: then no engine is near it or far.
 */
final class ReferenceDoubt {
  private ReferenceDoubt() {}

  static Optional<String> of(ScoredOutput output, ParityMetric metric) {
    return of(output)
        .or(() -> metric == ParityMetric.ARGMAX ? undecided(output) : Optional.empty());
  }

  static Optional<String> of(ScoredOutput output) {
    return blind(output).or(() -> differing(output));
  }

  /** One sample is enough: an engine that gives only NaN agrees with all of it. */
  private static Optional<String> blind(ScoredOutput output) {
    return told(output, OutputComparison::blind, "is NaN or infinite throughout");
  }

  private static Optional<String> differing(ScoredOutput output) {
    return told(
        output,
        part -> part.values().unreferenced() > 0,
        "is NaN or infinite in "
            + output.total().values().unreferenced()
            + " places where the engine's is not the same,");
  }

  private static Optional<String> undecided(ScoredOutput output) {
    return told(
        output, part -> part.undecided() > 0, "has no largest value, for NaN is among its values,");
  }

  private static Optional<String> told(
      ScoredOutput output, Predicate<OutputComparison> holds, String trouble) {
    List<SampleTaskScore> hit = output.where(holds);
    return hit.stream()
        .findFirst()
        .map(
            first ->
                String.format(
                    Locale.ROOT,
                    "the reference of output '%s' %s in %d of %d samples, first '%s'",
                    output.name(),
                    trouble,
                    hit.size(),
                    output.samples(),
                    first.sample().name()));
  }
}
