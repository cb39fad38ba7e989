package dev.gantry.harness.files;

import dev.gantry.dossier.TensorrtSetup;
import dev.gantry.settings.Meaning;
import dev.gantry.settings.Range;
import dev.gantry.settings.Word;
import java.util.Optional;
import java.util.OptionalInt;

/** The TensorRT of a kind of board, and how it builds. */
public record TensorrtEntry(
    @Meaning("Its version, like '10.3'; that of 'jetpack' under 'expect' if left out")
        Optional<@Word String> version,
    @Meaning("How hard its builder tries, 0 to 5; its own choice if left out")
        Optional<@Range(min = 0, max = 5) Integer> level,
    @Meaning("The core of the deep learning accelerator to build for, in place of the GPU")
        Optional<@Range(min = 0, max = 1) Integer> dla,
    @Meaning("Where trtexec, or the folder of the libraries, lies on the boards")
        Optional<@Word String> place) {
  public static final TensorrtEntry NOTHING =
      new TensorrtEntry(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public TensorrtEntry {
    version.ifPresent(TensorrtSetup::of);
  }

  /** With a version that was found otherwise. */
  public TensorrtSetup setup(String known) {
    return new TensorrtSetup(
        version.orElse(known),
        level.map(OptionalInt::of).orElseGet(OptionalInt::empty),
        dla.map(OptionalInt::of).orElseGet(OptionalInt::empty),
        place);
  }
}
