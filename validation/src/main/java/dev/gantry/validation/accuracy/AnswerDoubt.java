package dev.gantry.validation.accuracy;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.validation.ruling.Ruling;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Says why boxes and maps cannot be believed: NaN or infinity where they were read from. */
record AnswerDoubt(List<SampleTaskScore> labelled, GoldenSet golden) {
  Optional<Ruling> ofReference() {
    return told("reference", AnswerDoubt::referenceBroken)
        .map(
            words ->
                Ruling.unknown(
                    Blame.DATA,
                    words,
                    "verify the golden set and capture its references again, then run the release"
                        + " again"));
  }

  Optional<Ruling> ofEngine() {
    return told("engine", score -> engineBroken(score) || differing(score))
        .map(
            words ->
                Ruling.unknown(
                    Blame.MODEL,
                    words + ", and what cannot be read proves nothing",
                    "look for overflow or a wrong graph before looking at precision"));
  }

  private Optional<String> told(String whose, Predicate<SampleTaskScore> broken) {
    List<SampleTaskScore> hit = labelled.stream().filter(broken).toList();
    return hit.stream()
        .findFirst()
        .map(
            first ->
                String.format(
                    Locale.ROOT,
                    "the outputs of the %s are missing, NaN or infinite in %d of %d samples, first"
                        + " '%s'",
                    whose,
                    hit.size(),
                    labelled.size(),
                    first.sample().name()));
  }

  private static boolean referenceBroken(SampleTaskScore score) {
    return score.task().map(task -> task.reference().broken()).orElse(0) > 0;
  }

  private static boolean engineBroken(SampleTaskScore score) {
    return score.task().map(task -> task.engine().broken()).orElse(0) > 0;
  }

  /** Outputs that are not decoded are the business of parity. */
  private boolean differing(SampleTaskScore score) {
    return score.outputs().stream()
        .filter(output -> decoded(output.output()))
        .anyMatch(output -> output.mismatch().isPresent() || output.values().nonFinite() > 0);
  }

  private boolean decoded(String output) {
    return golden.decoding().filter(decoding -> decoding.reads(output)).isPresent();
  }
}
