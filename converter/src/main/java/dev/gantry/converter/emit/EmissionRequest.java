package dev.gantry.converter.emit;

import dev.gantry.dossier.Dialect;
import dev.gantry.dossier.Precision;

/**
 * The variant that is wanted.
 *
 * @param keepAuto whether the most damaging layers may stay higher
 * @param halfEnds whether inputs and outputs become float16 too, where the rest does
 */
public record EmissionRequest(
    Precision precision, Dialect dialect, boolean keepAuto, boolean halfEnds) {
  public static EmissionRequest of(Precision precision, Dialect dialect) {
    return new EmissionRequest(precision, dialect, false, false);
  }
}
