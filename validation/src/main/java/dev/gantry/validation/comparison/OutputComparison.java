package dev.gantry.validation.comparison;

import dev.gantry.dossier.tensor.Argmax;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorComparison;
import dev.gantry.dossier.tensor.TensorSpec;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Holds how near one output of the engine came to its reference; merges over samples.
 *
 * @param values what its numbers come to
 * @param choices samples, or places of a map, with more than one value, whose largest can be asked
 *     for
 * @param agreeing of those, the ones whose largest value has the index that the reference gives it
 * @param undecided of those, the ones whose reference has no largest value, for NaN among them
 * @param sketches what both look like in short, where it is one sample's; a sum has none
 * @param places where its error sits
 * @param mismatch why the two cannot be compared at all: another name, type or shape
 */
public record OutputComparison(
    String output,
    TensorComparison values,
    long choices,
    long agreeing,
    long undecided,
    Optional<AnswerSketches> sketches,
    Optional<ErrorPlaces> places,
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
    TensorComparison values = TensorComparison.of(reference, got);
    // One value is always the largest of itself: counting it would be praise for nothing.
    int choices = reference.elements() > places ? places : 0;
    FloatBuffer wanted = reference.data().asFloatBuffer();
    FloatBuffer given = got.data().asFloatBuffer();
    long agreeing = 0;
    long undecided = 0;
    for (int place = 0; place < choices; place++) {
      OptionalInt chosen = Argmax.of(wanted, place, places);
      undecided += chosen.isEmpty() ? 1 : 0;
      // Two that could not choose did not choose the same.
      agreeing += chosen.isPresent() && chosen.equals(Argmax.of(given, place, places)) ? 1 : 0;
    }
    return new OutputComparison(
        reference.name(),
        values,
        choices,
        agreeing,
        undecided,
        Optional.of(AnswerSketches.of(wanted, given)),
        Optional.of(ErrorPlaces.of(reference, got)),
        Optional.empty());
  }

  /** The engine did not give an output that the reference has. */
  static OutputComparison missing(TensorSpec reference) {
    return mismatched(reference.name(), "the engine gave no " + reference);
  }

  /** The engine gave an output that the reference does not have. */
  static OutputComparison surplus(TensorSpec got) {
    return mismatched(got.name(), "the engine gave " + got + ", which the reference does not have");
  }

  private static OutputComparison mismatched(String output, String words) {
    return new OutputComparison(
        output,
        TensorComparison.NONE,
        0,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.of(words));
  }

  public OutputComparison plus(OutputComparison other) {
    if (!output.equals(other.output)) {
      throw new IllegalArgumentException(
          "sums of output '" + output + "' do not merge with those of '" + other.output + "'");
    }
    return new OutputComparison(
        output,
        values.plus(other.values),
        choices + other.choices,
        agreeing + other.agreeing,
        undecided + other.undecided,
        Optional.empty(),
        places.isPresent() && other.places.isPresent()
            ? Optional.of(places.get().plus(other.places.get()))
            : places.or(other::places),
        mismatch.or(other::mismatch));
  }

  /** There are values, and the reference is NaN or infinite in every one of them. */
  public boolean blind() {
    return values.compared() == 0
        && values.nonFinite() == 0
        && values.alike() + values.unreferenced() > 0;
  }

  /** Every value was compared and is equal. */
  public boolean identical() {
    return values.identical() && mismatch.isEmpty();
  }
}
