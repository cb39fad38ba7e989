package dev.gantry.validation.judgement;

import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What one sample says of an engine; {@code hit} is absent where no label can be used. */
public record SampleScore(
    GoldenSet.Sample sample, List<OutputComparison> outputs, Optional<TaskHit> hit) {
  public SampleScore {
    outputs = List.copyOf(outputs);
  }

  /**
   * Outputs are matched by name, in the order of the reference; the first one is the one that top-1
   * reads, and {@code classes} names its elements.
   */
  public static SampleScore of(
      GoldenSet.Sample sample, List<String> classes, List<Tensor> reference, List<Tensor> got) {
    Map<String, Tensor> given = byName(got);
    List<OutputComparison> outputs = new ArrayList<>();
    for (Tensor wanted : byName(reference).values()) {
      Tensor answer = given.remove(wanted.name());
      outputs.add(
          answer == null
              ? OutputComparison.missing(wanted.spec())
              : OutputComparison.of(wanted, answer));
    }
    given.values().forEach(surplus -> outputs.add(OutputComparison.surplus(surplus.spec())));
    return new SampleScore(sample, outputs, hit(sample, classes, reference, got));
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

  private static Optional<TaskHit> hit(
      GoldenSet.Sample sample, List<String> classes, List<Tensor> reference, List<Tensor> got) {
    if (sample.label().isEmpty() || reference.isEmpty()) {
      return Optional.empty();
    }
    Tensor wanted = reference.get(0);
    OptionalInt label = classOf(sample.label().get(), classes, wanted.elements());
    OptionalInt known = Argmax.of(wanted.data().asFloatBuffer());
    if (label.isEmpty() || known.isEmpty()) {
      return Optional.empty();
    }
    boolean right =
        got.stream()
            .filter(tensor -> tensor.spec().equals(wanted.spec()))
            .anyMatch(tensor -> Argmax.of(tensor.data().asFloatBuffer()).equals(label));
    return Optional.of(new TaskHit(known.equals(label), right));
  }

  /** A set that names no classes labels by index. */
  private static OptionalInt classOf(String label, List<String> classes, int elements) {
    if (classes.isEmpty()) {
      return label.matches("[0-9]{1,9}") && Integer.parseInt(label) < elements
          ? OptionalInt.of(Integer.parseInt(label))
          : OptionalInt.empty();
    }
    int index = classes.indexOf(label);
    return index < 0 || classes.size() != elements ? OptionalInt.empty() : OptionalInt.of(index);
  }
}
