package dev.gantry.golden.array;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds what a TensorProto declares, before its numbers are believed: in raw_data bytes are
 * counted.
 */
record TensorHead(
    String name, int dataType, List<Long> dims, Map<TensorField, Long> counts, int rawAt) {
  TensorHead {
    dims = List.copyOf(dims);
    counts = Map.copyOf(counts);
  }

  TensorSpec spec() throws IOException {
    return new TensorSpec(name, TensorTypes.read(dataType), dims);
  }

  /** The one field that holds all numbers; none for a tensor that has none. */
  Optional<TensorField> source() throws IOException {
    ElementType type = TensorTypes.read(dataType);
    long wanted = elements(type);
    Map<TensorField, Long> filled = new EnumMap<>(TensorField.class);
    counts.forEach(
        (field, count) -> {
          if (count > 0) {
            filled.put(field, count);
          }
        });
    if (filled.size() > 1) {
      throw new IOException(
          "carries its numbers more than once, in " + filled.keySet() + ": save it again");
    }
    Optional<TensorField> source = filled.keySet().stream().findFirst();
    if (source.isPresent() && !source.get().holds(type)) {
      throw new IOException("declares " + type + ", but carries " + source.get());
    }
    requireCount(type, wanted, source.map(filled::get).orElse(0L), source);
    return source;
  }

  private long elements(ElementType type) throws IOException {
    for (long side : dims) {
      if (side < 0) {
        throw new IOException("declares the dimension " + side + " in dims " + dims);
      }
    }
    try {
      return Tensor.byteCount(type, dims) / type.bytes();
    } catch (IllegalArgumentException e) {
      throw new IOException("declares dims " + dims + ", larger than any memory", e);
    }
  }

  private void requireCount(ElementType type, long wanted, long found, Optional<TensorField> source)
      throws IOException {
    boolean raw = source.equals(Optional.of(TensorField.RAW_DATA));
    boolean whole = !raw || found % type.bytes() == 0;
    long carried = raw && whole ? found / type.bytes() : found;
    if (carried == wanted && whole) {
      return;
    }
    throw new IOException(
        "declares dims "
            + dims
            + " = "
            + wanted
            + " elements of "
            + type
            + ", but carries "
            + carried
            + (whole ? "" : " bytes, which are no whole number of them")
            + ": save it again");
  }
}
