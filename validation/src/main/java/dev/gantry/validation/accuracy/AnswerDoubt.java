package dev.gantry.validation.accuracy;

import dev.gantry.dossier.Blame;
import dev.gantry.validation.ruling.Ruling;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Says why boxes and maps cannot be believed: NaN or infinity where they were read from, or what
 * they were decoded to. Numbers of the engine that are none are judged before.
 */
record AnswerDoubt(List<SampleTaskScore> labelled) {
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

  Optional<Ruling> ofEngine(AccuracyRemedy remedy) {
    return told("engine", AnswerDoubt::engineBroken)
        .map(
            words ->
                Ruling.unknown(
                    Blame.MODEL,
                    words + ", and what cannot be read proves nothing",
                    remedy.nonsense()));
  }

  private Optional<String> told(String whose, Predicate<SampleTaskScore> broken) {
    List<SampleTaskScore> hit = labelled.stream().filter(broken).toList();
    return hit.stream()
        .findFirst()
        .map(
            first ->
                String.format(
                    Locale.ROOT,
                    "the answers of the %s are NaN or infinite in %d of %d samples, first '%s'",
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
}
