package dev.gantry.validation.accuracy;

import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.validation.comparison.OutputComparison;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks that every sample and output of the golden set was scored, once: half a set proves
 * nothing.
 */
final class SetCompleteness {
  private SetCompleteness() {}

  static Optional<String> gap(List<SampleTaskScore> scores, GoldenSet golden) {
    Set<String> wanted =
        golden.samples().stream().map(GoldenSet.Sample::name).collect(Collectors.toSet());
    Set<String> scored = new HashSet<>();
    for (SampleTaskScore score : scores) {
      String name = score.sample().name();
      if (!scored.add(name)) {
        return Optional.of("sample '" + name + "' was scored twice");
      }
      if (!wanted.contains(name)) {
        return Optional.of("sample '" + name + "' is not in golden set " + golden.name());
      }
    }
    if (scored.size() < wanted.size()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "outputs of %d of the %d samples of golden set %s are there",
              scored.size(),
              wanted.size(),
              golden.name()));
    }
    return scores.stream().flatMap(score -> missing(score, golden).stream()).findFirst();
  }

  private static Optional<String> missing(SampleTaskScore score, GoldenSet golden) {
    Set<String> compared =
        score.outputs().stream().map(OutputComparison::output).collect(Collectors.toSet());
    return golden.outputs().stream()
        .map(TensorSpec::name)
        .filter(output -> !compared.contains(output))
        .findFirst()
        .map(
            output ->
                "output '"
                    + output
                    + "' of sample '"
                    + score.sample().name()
                    + "' was not compared");
  }
}
