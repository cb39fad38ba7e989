package dev.gantry.converter;

import dev.gantry.converter.emit.Emission;
import dev.gantry.dossier.RefusedException;

/** Who writes the precision that an order wishes for. */
public interface EmissionChoice {
  Emission of(ConversionOrder order) throws RefusedException;
}
