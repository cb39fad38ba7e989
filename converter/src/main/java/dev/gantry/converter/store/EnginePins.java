package dev.gantry.converter.store;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Engine;
import dev.gantry.dossier.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Records which engine a recipe gave. Builds are not deterministic: the first stays. */
public final class EnginePins {
  private final RecipePins pins;

  public EnginePins(ContentStore store, Path folder) {
    this.pins = new RecipePins(store, folder);
  }

  public Optional<PinnedFile> find(Recipe recipe) throws IOException {
    Optional<RecipePins.Pinned> pinned = pins.find(recipe.digest());
    return pinned.isEmpty() ? Optional.empty() : Optional.of(engine(recipe, pinned.get()));
  }

  /**
   * Gives back the engine that counts: the one pinned before, where there is one.
   *
   * @param engine what was put into the store just now
   */
  public PinnedFile pin(Recipe recipe, Digest engine) throws IOException {
    return engine(recipe, pins.pin(recipe.digest(), engine));
  }

  /** An engine and its bytes. */
  public record PinnedFile(Engine engine, Path file) {}

  private static PinnedFile engine(Recipe recipe, RecipePins.Pinned pinned) throws IOException {
    ByteCount size = new ByteCount(Files.size(pinned.file()));
    return new PinnedFile(new Engine(pinned.digest(), size, recipe), pinned.file());
  }
}
