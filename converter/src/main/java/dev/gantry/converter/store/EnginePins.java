package dev.gantry.converter.store;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Engine;
import dev.gantry.dossier.Recipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which engine a recipe gave. Builds are not deterministic, so the first engine of a recipe stays
 * its engine: the bytes that were tested are the bytes that ship.
 */
public final class EnginePins {
  private final ContentStore store;
  private final Path folder;

  public EnginePins(ContentStore store, Path folder) {
    this.store = store;
    this.folder = folder;
  }

  public Optional<PinnedFile> find(Recipe recipe) throws IOException {
    Path pin = pin(recipe);
    String text;
    try {
      text = new String(Files.readAllBytes(pin), StandardCharsets.ISO_8859_1).strip();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Optional<Path> file = Optional.empty();
    try {
      file = store.find(Digest.parse(text));
    } catch (IllegalArgumentException e) {
      // A damaged pin is as good as none; the engine is built again.
    }
    if (file.isEmpty()) {
      Files.deleteIfExists(pin);
      return Optional.empty();
    }
    return Optional.of(pinned(recipe, Digest.parse(text), file.get()));
  }

  /** Gives back the engine that counts: the one pinned before, where there is one. */
  public PinnedFile pin(Recipe recipe, Path engine) throws IOException {
    Digest digest = store.put(engine);
    Path temporary = store.temporary();
    try {
      Files.write(temporary, (digest + "\n").getBytes(StandardCharsets.US_ASCII));
      ContentStore.flush(temporary);
      Files.createDirectories(folder);
      Optional<PinnedFile> pinned = find(recipe);
      while (pinned.isEmpty()) {
        link(temporary, pin(recipe));
        pinned = find(recipe);
      }
      return pinned.get();
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** A link is made whole or not at all, and unlike a move never over another. */
  private static void link(Path temporary, Path pin) throws IOException {
    try {
      Files.createLink(pin, temporary);
    } catch (FileAlreadyExistsException e) {
      // Another build was first: its engine counts.
    }
  }

  /** An engine and its bytes. */
  public record PinnedFile(Engine engine, Path file) {}

  private static PinnedFile pinned(Recipe recipe, Digest digest, Path file) throws IOException {
    return new PinnedFile(new Engine(digest, new ByteCount(Files.size(file)), recipe), file);
  }

  private Path pin(Recipe recipe) {
    return folder.resolve(recipe.digest().hex());
  }
}
