package dev.gantry.harness.files;

import dev.gantry.settings.key.KeyMeaning;
import dev.gantry.settings.key.NumberRange;
import java.nio.file.Path;
import java.util.Optional;

/** The entry of a release file that says where the ranges of an int8 variant come from. */
public record CalibrationEntry(
    @KeyMeaning(
            "A set whose inputs the ranges are found in, from the folder of this file; the golden set of the model if left out")
        Optional<Path> golden,
    @KeyMeaning("How many of its samples, spread evenly; 32 if left out")
        Optional<@NumberRange(min = 1, max = 1_000_000) Integer> samples,
    @KeyMeaning("How ranges are chosen; the usual way if left out") Optional<Method> method) {
  /** A way of choosing ranges, by the word that 'gantry convert' knows. */
  public enum Method {
    MAX("max"),
    PERCENTILE("percentile"),
    MSE("mse"),
    ENTROPY("entropy");

    private final String label;

    Method(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }
}
