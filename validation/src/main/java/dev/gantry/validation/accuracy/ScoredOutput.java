package dev.gantry.validation.accuracy;

import dev.gantry.dossier.Quantity;
import dev.gantry.validation.comparison.OutputComparison;
import dev.gantry.validation.comparison.ParityMeasure;
import dev.gantry.validation.ruling.ReadingText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** One output over all samples: the sum, and each sample's part of it. */
record ScoredOutput(String name, OutputComparison total, List<SampleTaskScore> scores) {
  ScoredOutput {
    scores = List.copyOf(scores);
  }

  static List<ScoredOutput> of(List<SampleTaskScore> scores) {
    Map<String, List<SampleTaskScore>> byOutput = new LinkedHashMap<>();
    for (SampleTaskScore score : scores) {
      for (OutputComparison output : score.outputs()) {
        byOutput.computeIfAbsent(output.output(), name -> new ArrayList<>()).add(score);
      }
    }
    return byOutput.entrySet().stream()
        .map(entry -> new ScoredOutput(entry.getKey(), entry.getValue()))
        .toList();
  }

  private ScoredOutput(String name, List<SampleTaskScore> scores) {
    this(
        name,
        scores.stream()
            .map(score -> part(name, score))
            .reduce(OutputComparison::plus)
            .orElseThrow(),
        scores);
  }

  int samples() {
    return scores.size();
  }

  /** What makes every measure meaningless: the wrong kind of output, or values that are none. */
  Optional<String> wrongness() {
    for (SampleTaskScore score : scores) {
      Optional<String> mismatch = part(score).mismatch();
      if (mismatch.isPresent()) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "output '%s' of sample '%s' cannot be compared: %s",
                name,
                score.sample().name(),
                mismatch.get()));
      }
    }
    return total.values().nonFinite() == 0 ? Optional.empty() : Optional.of(nonFinite());
  }

  private String nonFinite() {
    List<SampleTaskScore> hit = where(part -> part.values().nonFinite() > 0);
    return String.format(
        Locale.ROOT,
        "%d values of output '%s' are NaN or infinite where the reference is finite, in %d of %d"
            + " samples, the first '%s'",
        total.values().nonFinite(),
        name,
        hit.size(),
        scores.size(),
        hit.get(0).sample().name());
  }

  List<SampleTaskScore> where(Predicate<OutputComparison> holds) {
    return scores.stream().filter(score -> holds.test(part(score))).toList();
  }

  SampleTaskScore worstSample(ParityMeasure measure) {
    SampleTaskScore worst = scores.get(0);
    for (SampleTaskScore score : scores) {
      double own = measure.of(part(score)).orElse(Double.NaN);
      double sofar = measure.of(part(worst)).orElse(Double.NaN);
      // A sample that gave nothing to compare is not the worst one, unless all are like that.
      if (Double.isNaN(sofar) || measure.worse(own, sofar)) {
        worst = score;
      }
    }
    return worst;
  }

  String remark(ParityMeasure measure, Quantity bound) {
    return likeness(measure, bound) + leftOut();
  }

  private String leftOut() {
    return total.values().alike() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            " (values left out because the reference is NaN or infinite there, and the engine's the"
                + " same: %d)",
            total.values().alike());
  }

  private String likeness(ParityMeasure measure, Quantity bound) {
    if (total.identical()) {
      return ", identical to the reference";
    }
    SampleTaskScore worst = worstSample(measure);
    double own = measure.of(part(worst)).orElseThrow();
    String words =
        String.format(
            Locale.ROOT,
            " (worst sample '%s': %s)",
            worst.sample().name(),
            ReadingText.beside(ReadingText.measured(own, measure.metric().unit(), bound), bound));
    if (total.values().referencePower() == 0) {
      return words + ", where the reference is all zero and the engine's output is not";
    }
    return total.values().otherPower() == 0
        ? words + ", where the engine's output is all zero and the reference is not"
        : words;
  }

  /** One sample's part of it. */
  OutputComparison part(SampleTaskScore score) {
    return part(name, score);
  }

  private static OutputComparison part(String name, SampleTaskScore score) {
    return score.outputs().stream()
        .filter(output -> output.output().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
