package dev.gantry.converter;

import dev.gantry.converter.emit.Emission;
import dev.gantry.dossier.RefusedException;

/** Chooses the writer for the precision that a conversion order asks for. */
public interface EmissionChoice {
  Emission of(ConversionRequest order) throws RefusedException;
}
