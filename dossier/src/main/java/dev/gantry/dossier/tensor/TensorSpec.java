package dev.gantry.dossier.tensor;

import java.util.List;
import java.util.stream.Collectors;

/** Describes an input or output of a model; an unknown dimension is -1. */
public record TensorSpec(String name, ElementType type, List<Long> shape) {
  public TensorSpec {
    shape = List.copyOf(shape);
  }

  /** True when a tensor of this exact spec is welcome where the other is declared. */
  public boolean fits(TensorSpec declared) {
    if (type != declared.type || shape.size() != declared.shape.size()) {
      return false;
    }
    for (int axis = 0; axis < shape.size(); axis++) {
      long wanted = declared.shape.get(axis);
      if (wanted >= 0 && wanted != shape.get(axis)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return name
        + " "
        + type
        + shape.stream()
            .map(dimension -> dimension < 0 ? "?" : dimension.toString())
            .collect(Collectors.joining(", ", "[", "]"));
  }
}
