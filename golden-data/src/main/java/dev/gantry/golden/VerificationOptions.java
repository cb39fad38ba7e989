package dev.gantry.golden;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Holds the choice of how closely a set is looked at.
 *
 * @param model the model that the set is held against, unless one stands beside the set
 * @param again whether the model is run again, and its outputs held against the references
 */
public record VerificationOptions(Depth depth, Optional<Path> model, boolean again) {
  public static final VerificationOptions USUAL =
      new VerificationOptions(Depth.UNLESS_CHECKED, Optional.empty(), false);

  /** Every byte is hashed in any case. */
  public enum Depth {
    /** No picture and no tensor is opened. */
    BYTES,
    /** Samples are opened, unless they were when the set was made and no byte changed since. */
    UNLESS_CHECKED,
    /** Samples are opened. */
    CONTENTS
  }
}
