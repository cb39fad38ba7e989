package dev.gantry.validation.accuracy;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Quantity;
import dev.gantry.validation.ruling.Ruling;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Rules where no figure of nearness could say anything: outputs of another kind, values that are
 * none, samples that are missing, references that cannot be compared with.
 *
 * @param hopeless what is reported where the outputs are so wrong that no value can be computed
 */
record OutputSoundness(Criterion criterion, Quantity hopeless, AccuracyRemedy remedy) {
  static final String RECAPTURE =
      "verify the golden set and capture its references again, then run the release again";

  /**
   * @param doubt what else makes a reference useless
   */
  Optional<Ruling> objection(
      List<SampleTaskScore> scores,
      List<ScoredOutput> outputs,
      GoldenSet golden,
      Function<ScoredOutput, Optional<String>> doubt) {
    Optional<Ruling> wrong = wrong(outputs);
    if (wrong.isPresent()) {
      return wrong;
    }
    Optional<String> gap = SetCompleteness.gap(scores, golden);
    if (gap.isPresent()) {
      return Optional.of(
          Ruling.unknown(Blame.DATA, gap.get(), "run this cell of the release again"));
    }
    if (outputs.isEmpty()) {
      return Optional.of(Ruling.unknown(Blame.DATA, "no output was compared", RECAPTURE));
    }
    return outputs.stream()
        .flatMap(output -> doubt.apply(output).stream())
        .findFirst()
        .map(words -> Ruling.unknown(Blame.DATA, words, RECAPTURE));
  }

  /** One wrong shape or NaN is proof enough, however much of the set is missing. */
  Optional<Ruling> wrong(List<ScoredOutput> outputs) {
    return outputs.stream().flatMap(output -> wrong(output).stream()).findFirst();
  }

  private Optional<Ruling> wrong(ScoredOutput output) {
    Optional<String> words = output.wrongness();
    return words.map(
        what ->
            new Ruling.Broken(
                hopeless,
                0,
                what + "; " + criterion.limit().demand() + " of " + criterion.name(),
                remedy.nonsense()));
  }
}
