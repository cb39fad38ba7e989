package dev.gantry.validation.trial;

import dev.gantry.dossier.Trial;
import dev.gantry.files.AtomicFile;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holds how a board was found before it was measured, and the boot that it ran under then. Kept
 * while a trial is under way: whoever takes up its running work again comes too late to look.
 */
public record EarlierState(Trial.ObservedState state, Optional<String> boot) {
  private static final String FILE = "state-before.properties";
  private static final String AT = "at";
  private static final String BOOT = "boot";
  private static final String FACT = "fact.";

  /** What an unfinished trial left in its folder; empty where it had not come so far. */
  public static Optional<EarlierState> left(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Properties all = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      all.load(reader);
      SortedMap<String, String> facts = new TreeMap<>();
      for (String key : all.stringPropertyNames()) {
        if (key.startsWith(FACT)) {
          facts.put(key.substring(FACT.length()), all.getProperty(key));
        }
      }
      Instant at = Instant.parse(all.getProperty(AT, ""));
      return Optional.of(
          new EarlierState(
              new Trial.ObservedState(at, facts), Optional.ofNullable(all.getProperty(BOOT))));
    } catch (DateTimeException | IllegalArgumentException e) {
      // Torn by a kill: then nothing was measured after it.
      return Optional.empty();
    }
  }

  void keep(Path folder) throws IOException {
    Properties all = new Properties();
    all.setProperty(AT, state.at().toString());
    boot.ifPresent(life -> all.setProperty(BOOT, life));
    state.facts().forEach((key, value) -> all.setProperty(FACT + key, value));
    AtomicFile.make(
        folder.resolve(FILE),
        part -> {
          try (Writer writer = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
            all.store(writer, null);
          }
        });
  }

  /** It stands in the trial from now on. */
  static void forget(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(FILE));
  }
}
