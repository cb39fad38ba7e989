package dev.gantry.converter;

import dev.gantry.dossier.Variant;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A variant with its bytes, and how it came to be.
 *
 * @param ranges the file of ranges that were found for it, where they serve again
 * @param cached whether it was made before, so that nothing had to be done
 */
public record Conversion(
    Variant variant, Path file, ConversionAccount account, Optional<Path> ranges, boolean cached) {
  /** The same variant, called by the name of its model. */
  public Conversion of(String model) {
    Variant named =
        new Variant(
            model, variant.precision(), variant.dialect(), variant.digest(), variant.size());
    return new Conversion(named, file, account, ranges, cached);
  }
}
