package dev.gantry.converter;

import dev.gantry.converter.store.ContentStore;
import dev.gantry.converter.store.RecipePins;
import dev.gantry.dossier.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Variants by the recipes that gave them. A recipe is pinned to its account and the account names
 * the variant, so that one step makes both known.
 */
final class ConversionCache {
  private final ContentStore store;
  private final RecipePins pins;

  ConversionCache(ContentStore store, RecipePins pins) {
    this.store = store;
    this.pins = pins;
  }

  /** An account and the bytes that it is of. */
  record Kept(ConversionAccount account, Path variant, Optional<Path> ranges) {}

  /** What does not hold together any more is forgotten, so that it is made again. */
  Optional<Kept> find(Digest recipe) throws IOException {
    Optional<RecipePins.Pinned> pinned = pins.find(recipe);
    if (pinned.isEmpty()) {
      return Optional.empty();
    }
    Optional<Kept> kept = kept(pinned.get().file());
    if (kept.isEmpty()) {
      pins.drop(recipe, pinned.get().digest());
    }
    return kept;
  }

  private Optional<Kept> kept(Path file) throws IOException {
    ConversionAccount account;
    try {
      account = ConversionAccount.read(file);
      Optional<Digest> ranges = account.rangesDigest();
      Optional<Path> table = ranges.isPresent() ? store.find(ranges.get()) : Optional.empty();
      if (ranges.isPresent() && table.isEmpty()) {
        return Optional.empty();
      }
      return store.find(account.variantDigest()).map(variant -> new Kept(account, variant, table));
    } catch (IOException | IllegalArgumentException e) {
      // Whatever is wrong with it: it can be made again.
      return Optional.empty();
    }
  }

  /** Gives back what counts: what another made of the same recipe meanwhile, where one did. */
  Kept keep(Digest recipe, ConversionAccount account) throws IOException {
    Digest written = store.put(account.json().getBytes(StandardCharsets.UTF_8));
    for (int attempt = 0; attempt < 10; attempt++) {
      pins.pin(recipe, written);
      Optional<Kept> kept = find(recipe);
      if (kept.isPresent()) {
        return kept.get();
      }
      if (store.find(written).isEmpty() || store.find(account.variantDigest()).isEmpty()) {
        break;
      }
    }
    throw new IOException("the variant was damaged in the store while it was kept");
  }
}
