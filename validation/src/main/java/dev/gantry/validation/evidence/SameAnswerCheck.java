package dev.gantry.validation.evidence;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorComparison;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Checks that one engine gave the same answer twice. Threads may add up in another order, so the
 * bits may differ; what is left of the difference must be far below anything that a precision
 * costs.
 */
record SameAnswerCheck(List<Tensor> first, List<Tensor> second) {
  private static final double LEAST_DECIBEL = 60;

  /** In words; empty where it is the same. */
  Optional<String> difference() {
    if (first.size() != second.size()) {
      return Optional.of(second.size() + " outputs in place of " + first.size());
    }
    for (Tensor wanted : first) {
      Optional<Tensor> given =
          second.stream().filter(tensor -> tensor.name().equals(wanted.name())).findFirst();
      Optional<String> words =
          given.isEmpty() ? Optional.of("it is missing") : difference(wanted, given.get());
      if (words.isPresent()) {
        return Optional.of("output " + wanted.name() + ", " + words.get());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> difference(Tensor wanted, Tensor given) {
    if (!wanted.spec().equals(given.spec())) {
      return Optional.of(given.spec() + " in place of " + wanted.spec());
    }
    if (wanted.data().equals(given.data())) {
      return Optional.empty();
    }
    if (wanted.spec().type() != ElementType.FLOAT32) {
      return Optional.of("other bytes");
    }
    TensorComparison compared = TensorComparison.of(wanted, given);
    if (compared.strays() > 0) {
      return Optional.of(compared.strays() + " values are not finite alike");
    }
    double decibel = compared.sqnr().orElse(TensorComparison.CEILING);
    // Zeros of either sign compare as equal, and have other bits.
    return decibel >= LEAST_DECIBEL
        ? Optional.empty()
        : Optional.of(
            compared.referencePower() == 0
                ? "not zero throughout"
                : String.format(Locale.ROOT, "%.1f dB", decibel));
  }
}
