package dev.gantry.validation.comparison;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** All outputs of one sample compared, matched by name, in the order of the reference. */
public final class OutputComparisons {
  private OutputComparisons() {}

  /** How many places of an output have a choice of their own is told by its spec. */
  public static List<OutputComparison> of(
      List<Tensor> reference, List<Tensor> got, ToIntFunction<TensorSpec> places) {
    Map<String, Tensor> given = byName(got);
    List<OutputComparison> outputs = new ArrayList<>();
    for (Tensor wanted : byName(reference).values()) {
      Tensor answer = given.remove(wanted.name());
      outputs.add(
          answer == null
              ? OutputComparison.missing(wanted.spec())
              : OutputComparison.of(wanted, answer, places.applyAsInt(wanted.spec())));
    }
    given.values().forEach(surplus -> outputs.add(OutputComparison.surplus(surplus.spec())));
    return outputs;
  }

  private static Map<String, Tensor> byName(List<Tensor> tensors) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (Tensor tensor : tensors) {
      if (named.put(tensor.name(), tensor) != null) {
        throw new IllegalArgumentException("two outputs are called '" + tensor.name() + "'");
      }
    }
    return named;
  }
}
