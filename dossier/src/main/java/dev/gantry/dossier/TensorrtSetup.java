package dev.gantry.dossier;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The TensorRT of a board kind, and how it builds there.
 *
 * @param version as far as it decides engines: {@code 10.3}, or {@code 10.3.0}
 * @param level of the builder's optimisation, 0 to 5; its own if left out
 * @param dla the core of the deep learning accelerator, where one is to be used
 * @param place where trtexec or the libraries lie on the board, if not in their usual places
 */
public record TensorrtSetup(
    String version, OptionalInt level, OptionalInt dla, Optional<String> place) {
  private static final Pattern VERSION = Pattern.compile("[0-9]{1,2}\\.[0-9]{1,2}(\\.[0-9]{1,2})?");

  public TensorrtSetup {
    if (!VERSION.matcher(version).matches()) {
      throw new IllegalArgumentException(
          "'" + version + "' is not a version of TensorRT; write it like \"10.3\"");
    }
  }

  public static TensorrtSetup of(String version) {
    return new TensorrtSetup(version, OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
  }

  /** Whether a version that was found, with all its numbers, is the one that is meant here. */
  public boolean covers(String found) {
    return found.equals(version) || found.startsWith(version + ".");
  }
}
