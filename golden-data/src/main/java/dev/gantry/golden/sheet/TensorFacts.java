package dev.gantry.golden.sheet;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.array.NonFinite;
import dev.gantry.golden.array.ValueRange;
import java.util.Optional;

/**
 * Describes the values of an input or output over all samples.
 *
 * @param range of the finite values; empty where there is none
 */
public record TensorFacts(TensorSpec spec, Optional<ValueRange> range, long nans, long infinities) {
  static TensorFacts none(TensorSpec spec) {
    return new TensorFacts(spec, Optional.empty(), 0, 0);
  }

  static TensorFacts of(TensorSpec declared, Tensor tensor) {
    NonFinite odd = NonFinite.in(tensor);
    return new TensorFacts(declared, ValueRange.of(tensor), odd.nans(), odd.infinities());
  }

  TensorFacts plus(TensorFacts other) {
    Optional<ValueRange> both =
        range.isPresent() && other.range.isPresent()
            ? Optional.of(range.get().plus(other.range.get()))
            : range.or(other::range);
    return new TensorFacts(spec, both, nans + other.nans, infinities + other.infinities);
  }
}
