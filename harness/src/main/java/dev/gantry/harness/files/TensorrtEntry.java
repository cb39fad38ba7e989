package dev.gantry.harness.files;

import dev.gantry.dossier.TensorrtSetup;
import dev.gantry.settings.key.KeyMeaning;
import dev.gantry.settings.key.NumberRange;
import dev.gantry.settings.key.SingleWord;
import java.util.Optional;
import java.util.OptionalInt;

/** The TensorRT of a kind of board, and how it builds. */
public record TensorrtEntry(
    @KeyMeaning("Its version, like '10.3'; that of 'jetpack' under 'expect' if left out")
        Optional<@SingleWord String> version,
    @KeyMeaning("How hard its builder tries, 0 to 5; its own choice if left out")
        Optional<@NumberRange(min = 0, max = 5) Integer> level,
    @KeyMeaning("The core of the deep learning accelerator to build for, in place of the GPU")
        Optional<@NumberRange(min = 0, max = 1) Integer> dla,
    @KeyMeaning("Where trtexec, or the folder of the libraries, lies on the boards")
        Optional<@SingleWord String> place) {
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
