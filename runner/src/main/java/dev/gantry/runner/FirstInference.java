package dev.gantry.runner;

import dev.gantry.dossier.tensor.Tensor;
import java.util.List;

/** Holds what an engine answers when it is asked for the first time, and how long that takes. */
public record FirstInference(long nanoseconds, List<Tensor> outputs) {
  public FirstInference {
    outputs = List.copyOf(outputs);
  }
}
