package dev.gantry.golden;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.io.IOException;

/** Supplies one input or reference output, sample by sample; asked by many threads. */
interface TensorSource {
  TensorSpec spec();

  /** Fails with {@link DamagedFileException} where a file is not what it should be. */
  Tensor at(int sample) throws IOException;

  /** Fails where {@link #at} would, and may do less where it would not. */
  default void prove(int sample) throws IOException {
    at(sample);
  }
}
