package dev.gantry.runner;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.runner.tensor.TensorFileReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The first golden samples, as many as are asked again and again while time is taken. */
public final class KeptSamples {
  /** Enough different samples that caches see variety, few enough to stay in memory. */
  private static final int MOST = 64;

  static final long MOST_BYTES = 64L << 20;

  private KeptSamples() {}

  public static List<List<Tensor>> read(Path file) throws IOException {
    List<List<Tensor>> kept = new ArrayList<>();
    long bytes = 0;
    try (TensorFileReader samples = new TensorFileReader(file)) {
      while (samples.hasNext() && kept.size() < MOST && bytes < MOST_BYTES) {
        List<Tensor> sample = samples.next();
        kept.add(sample);
        bytes += sample.stream().mapToLong(tensor -> tensor.data().remaining()).sum();
      }
    }
    if (kept.isEmpty()) {
      throw new IOException("the golden set holds no sample");
    }
    return kept;
  }
}
