package dev.gantry.runner.tensor;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells where the bytes of each tensor lie in a file whose samples are all of one shape, for tools
 * that know nothing of the file.
 *
 * @param first where those of the first sample lie
 * @param stride from one sample to the next
 */
public record TensorPlaces(int samples, List<TensorSpec> specs, List<Long> first, long stride) {
  private static final long HEADER = (long) TensorFile.MAGIC.length + Integer.BYTES;

  public TensorPlaces {
    specs = List.copyOf(specs);
    first = List.copyOf(first);
  }

  /** Fails with words where there is no sample, or where they differ in shape. */
  public static TensorPlaces of(Path file) throws IOException {
    try (TensorFileReader reader = new TensorFileReader(file)) {
      if (!reader.hasNext()) {
        throw new IOException("it holds no sample");
      }
      List<TensorSpec> specs = reader.next().stream().map(Tensor::spec).toList();
      for (int sample = 1; reader.hasNext(); sample++) {
        List<TensorSpec> others = reader.next().stream().map(Tensor::spec).toList();
        if (!others.equals(specs)) {
          throw new IOException(
              "its samples differ in shape: the first is "
                  + specs
                  + ", number "
                  + (sample + 1)
                  + " is "
                  + others);
        }
      }
      return of(reader.samples(), specs);
    }
  }

  private static TensorPlaces of(int samples, List<TensorSpec> specs) {
    List<Long> first = new ArrayList<>();
    long place = HEADER + Integer.BYTES;
    for (TensorSpec spec : specs) {
      place += text(spec.name()) + text(spec.type().toString());
      place += Integer.BYTES + (long) Long.BYTES * spec.shape().size();
      first.add(place);
      place += Tensor.byteCount(spec.type(), spec.shape());
    }
    return new TensorPlaces(samples, specs, first, place - HEADER);
  }

  private static long text(String text) {
    return Integer.BYTES + (long) text.getBytes(StandardCharsets.UTF_8).length;
  }
}
