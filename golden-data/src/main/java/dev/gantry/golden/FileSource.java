package dev.gantry.golden;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.array.NpyFile;
import dev.gantry.golden.array.NpzFile;
import dev.gantry.golden.array.PbFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One file a sample.
 *
 * @param others the names of the set's other tensors: a file that bears one of them was swapped
 */
public record FileSource(TensorSpec spec, List<Path> files, Set<String> others)
    implements TensorSource {
  public FileSource {
    files = List.copyOf(files);
    others = Set.copyOf(others);
  }

  @Override
  public Tensor at(int sample) throws IOException {
    Path file = files.get(sample);
    try {
      Tensor found = read(file, spec.name());
      if (others.contains(found.name()) && !found.name().equals(spec.name())) {
        throw new IOException(
            "holds tensor '" + found.name() + "' where '" + spec.name() + "' belongs");
      }
      if (!found.spec().fits(named(found.name()))) {
        throw new IOException("holds " + found.spec() + ", wanted is " + spec);
      }
      return new Tensor(
          new TensorSpec(spec.name(), spec.type(), found.spec().shape()), found.data());
    } catch (IOException e) {
      throw DamagedFileException.of(file, e);
    }
  }

  /** A file in one of the forms that hold one tensor; in an archive of arrays, the one so named. */
  static Tensor read(Path file, String name) throws IOException {
    String lower = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (lower.endsWith(".pb")) {
      return PbFile.read(file);
    }
    if (lower.endsWith(".npy")) {
      return NpyFile.open(file).whole(name);
    }
    if (lower.endsWith(".npz")) {
      return NpzFile.open(file).tensor(name);
    }
    throw new IOException("is no .pb, .npy or .npz file");
  }

  public static String ending(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(Math.max(0, name.lastIndexOf('.')));
  }

  private TensorSpec named(String name) {
    return new TensorSpec(name, spec.type(), spec.shape());
  }
}
