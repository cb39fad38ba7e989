package dev.gantry.converter;

import dev.gantry.converter.emit.EmissionRequest;
import dev.gantry.converter.normalise.OpsetRange;
import dev.gantry.dossier.Backend;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Dialect;
import dev.gantry.dossier.Precision;
import dev.gantry.targets.trtexec.TrtexecDialect;
import dev.gantry.targets.trtexec.TrtexecVersion;
import java.util.Optional;

/**
 * Describes the runtime that reads a variant. Kinds of board with one target get the same bytes.
 *
 * @param parser of which TensorRT, as far as its parsers differ
 */
public record VariantTarget(Dialect dialect, Optional<String> parser) {
  public static VariantTarget of(BoardKind kind) {
    return kind.backend() == Backend.ONNXRUNTIME
        ? new VariantTarget(Dialect.ONNXRUNTIME, Optional.empty())
        : new VariantTarget(
            Dialect.TENSORRT, Optional.of(parser(kind.requireTensorrt().version())));
  }

  public EmissionRequest wish(Precision precision) {
    return EmissionRequest.of(precision, dialect);
  }

  public OpsetRange opsets(Precision precision) {
    TargetOpsets opsets = new TargetOpsets(wish(precision));
    return parser.flatMap(opsets::tensorrt).orElseGet(opsets::usual);
  }

  /** Of a variant for this target; that of a processor needs no more than model and precision. */
  public String name(Cell cell) {
    return cell.model()
        + "/"
        + cell.precision()
        + parser.map(version -> ".tensorrt-" + version).orElse("");
  }

  private static String parser(String version) {
    return TrtexecVersion.parse(version)
        .flatMap(TrtexecDialect::of)
        .map(TrtexecDialect::parserName)
        .orElseThrow(() -> new IllegalArgumentException("nothing is known of TensorRT " + version));
  }
}
