package dev.gantry.golden;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.array.NpyFile;
import java.io.IOException;
import java.nio.file.Path;

/** One row a sample of an array in one file. */
record StackedSource(TensorSpec spec, Path file, NpyFile array) implements TensorSource {
  @Override
  public Tensor at(int sample) throws IOException {
    try {
      return array.row(spec.name(), sample, spec.shape());
    } catch (IOException e) {
      throw DamagedFileException.of(file, e);
    }
  }
}
