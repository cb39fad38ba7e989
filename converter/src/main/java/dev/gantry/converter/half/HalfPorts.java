package dev.gantry.converter.half;

import java.util.Optional;
import java.util.Set;

/**
 * Those float32 inputs and outputs of a node that may become float16, by position; all of them or,
 * where something stands in the way, none.
 */
record HalfPorts(Set<Integer> inputs, Set<Integer> outputs, Optional<String> obstacle) {
  HalfPorts {
    inputs = Set.copyOf(inputs);
    outputs = Set.copyOf(outputs);
  }

  static HalfPorts blocked(String obstacle) {
    return new HalfPorts(Set.of(), Set.of(), Optional.of(obstacle));
  }

  static HalfPorts none() {
    return new HalfPorts(Set.of(), Set.of(), Optional.empty());
  }

  boolean isEmpty() {
    return inputs.isEmpty() && outputs.isEmpty();
  }
}
