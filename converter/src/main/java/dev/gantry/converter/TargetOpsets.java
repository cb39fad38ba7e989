package dev.gantry.converter;

import dev.gantry.converter.emit.EmissionRequest;
import dev.gantry.converter.normalise.OpsetRange;
import dev.gantry.dossier.Dialect;
import dev.gantry.dossier.Precision;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The versions of ONNX's operators that a variant may have: what is written, and who reads it. */
public record TargetOpsets(EmissionRequest wish) {
  /** The newest operators that the parser of a TensorRT knows. */
  private static final Map<String, Long> PARSERS =
      new TreeMap<>(Map.of("8.5", 17L, "8.6", 18L, "10", 20L, "11", 25L));

  private static final String USUAL_TENSORRT = "10";

  /** Quantization by channel came with this one. */
  private static final long QUANTIZED = 13;

  /** And of float16 with this one, which older parsers do not know. */
  private static final long QUANTIZED_HALF = 19;

  public OpsetRange usual() {
    return wish.dialect() == Dialect.TENSORRT
        ? tensorrt(USUAL_TENSORRT).orElseThrow()
        : upTo(OpsetRange.ANY.highest());
  }

  /** Empty for a version that nothing is known of. */
  public Optional<OpsetRange> tensorrt(String version) {
    return Optional.ofNullable(PARSERS.get(version)).map(this::upTo);
  }

  /** The lowest that can be written at all. */
  public long lowest() {
    return wish.precision() == Precision.FP32 ? OpsetRange.ANY.lowest() : QUANTIZED;
  }

  private OpsetRange upTo(long highest) {
    boolean half = wish.precision() == Precision.INT8_FP16;
    long wanted = half ? Math.min(QUANTIZED_HALF, highest) : lowest();
    return new OpsetRange(wanted, highest);
  }

  public static String known() {
    return String.join(", ", PARSERS.keySet());
  }
}
