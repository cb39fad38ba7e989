package dev.gantry.validation.comparison;

import dev.gantry.dossier.ElementType;
import dev.gantry.dossier.Tensor;
import dev.gantry.dossier.TensorSpec;
import java.util.Optional;

/**
 * Holds how near one output of the engine came to its reference, as sums that merge over samples.
 *
 * @param compared pairs of values that entered the sums: both finite
 * @param choices samples, or places of a map, with more than one value, whose largest can be asked
 *     for
 * @param agreeing of those, the ones whose largest value has the index that the reference gives it
 * @param undecided of those, the ones whose reference has no largest value, for NaN among them
 * @param nonFinite values that are NaN or infinite where the reference is finite
 * @param unreferenced values that differ from a reference that is itself NaN or infinite
 * @param skipped values that are the same as a reference that is itself NaN or infinite: they prove
 *     nothing, for an engine that gives only NaN would have them all
 * @param mismatch why the two cannot be compared at all: another name, type or shape
 */
public record OutputComparison(
    String output,
    long compared,
    double referencePower,
    double enginePower,
    double dot,
    double errorPower,
    double maxAbs,
    long choices,
    long agreeing,
    long undecided,
    long nonFinite,
    long unreferenced,
    long skipped,
    Optional<String> mismatch) {

  public static OutputComparison of(Tensor reference, Tensor got) {
    return of(reference, got, 1);
  }

  /** Of an output that has a choice of its own in each of so many places, the last in its rows. */
  static OutputComparison of(Tensor reference, Tensor got, int places) {
    if (reference.spec().type() != ElementType.FLOAT32) {
      throw new IllegalArgumentException(
          "outputs are compared in float32 only, and the reference is " + reference.spec());
    }
    if (!reference.spec().equals(got.spec())) {
      return mismatched(
          reference.name(),
          "the reference is " + reference.spec() + ", the engine gave " + got.spec());
    }
    return new ComparisonSums()
        .addAll(reference, got, places)
        .comparison(reference.name(), Optional.empty());
  }

  /** The engine did not give an output that the reference has. */
  public static OutputComparison missing(TensorSpec reference) {
    return mismatched(reference.name(), "the engine gave no " + reference);
  }

  /** The engine gave an output that the reference does not have. */
  public static OutputComparison surplus(TensorSpec got) {
    return mismatched(got.name(), "the engine gave " + got + ", which the reference does not have");
  }

  private static OutputComparison mismatched(String output, String words) {
    return new ComparisonSums().comparison(output, Optional.of(words));
  }

  public OutputComparison plus(OutputComparison other) {
    if (!output.equals(other.output)) {
      throw new IllegalArgumentException(
          "sums of output '" + output + "' do not merge with those of '" + other.output + "'");
    }
    return new OutputComparison(
        output,
        compared + other.compared,
        referencePower + other.referencePower,
        enginePower + other.enginePower,
        dot + other.dot,
        errorPower + other.errorPower,
        Math.max(maxAbs, other.maxAbs),
        choices + other.choices,
        agreeing + other.agreeing,
        undecided + other.undecided,
        nonFinite + other.nonFinite,
        unreferenced + other.unreferenced,
        skipped + other.skipped,
        mismatch.or(other::mismatch));
  }

  /** There are values, and the reference is NaN or infinite in every one of them. */
  public boolean blind() {
    return compared == 0 && nonFinite == 0 && skipped + unreferenced > 0;
  }

  /** Every value was compared and is equal. */
  public boolean identical() {
    return compared > 0
        && errorPower == 0
        && nonFinite == 0
        && unreferenced == 0
        && skipped == 0
        && mismatch.isEmpty();
  }
}
