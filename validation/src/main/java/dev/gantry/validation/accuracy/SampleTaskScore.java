package dev.gantry.validation.accuracy;

import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.validation.comparison.OutputComparison;
import dev.gantry.validation.comparison.OutputComparisons;
import dev.gantry.validation.statistics.Argmax;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Holds what one sample says of an engine; {@code task} is absent where no label can be used. */
public record SampleTaskScore(
    GoldenSet.Sample sample, List<OutputComparison> outputs, Optional<TaskOutcome> task) {
  public SampleTaskScore {
    outputs = List.copyOf(outputs);
  }

  /**
   * Of a set that does not say how its outputs are decoded. Outputs are matched by name, in the
   * order of the reference; the first one is the one that top-1 reads, and {@code classes} names
   * its elements.
   */
  public static SampleTaskScore of(
      GoldenSet.Sample sample, List<String> classes, List<Tensor> reference, List<Tensor> got) {
    return new SampleTaskScore(
        sample,
        OutputComparisons.of(reference, got, spec -> 1),
        hit(sample, classes, reference, got).map(hit -> hit));
  }

  /** Whether the answer was right, where the task is to choose one class. */
  public Optional<TaskHit> hit() {
    return task.filter(TaskHit.class::isInstance).map(TaskHit.class::cast);
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
  static OptionalInt classOf(String label, List<String> classes, int elements) {
    if (classes.isEmpty()) {
      return label.matches("[0-9]{1,9}") && Integer.parseInt(label) < elements
          ? OptionalInt.of(Integer.parseInt(label))
          : OptionalInt.empty();
    }
    int index = classes.indexOf(label);
    return index < 0 || classes.size() != elements ? OptionalInt.empty() : OptionalInt.of(index);
  }
}
