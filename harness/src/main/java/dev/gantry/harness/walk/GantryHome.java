package dev.gantry.harness.walk;

import dev.gantry.converter.ConversionWatch;
import dev.gantry.converter.Converter;
import dev.gantry.converter.StandardEmissions;
import dev.gantry.converter.store.ContentStore;
import dev.gantry.converter.store.EnginePins;
import dev.gantry.converter.store.RecipePins;
import dev.gantry.harness.rack.BoardQuarantine;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The folder in which Gantry keeps things between runs on this computer: {@code GANTRY_HOME}, or
 * ~/.gantry.
 */
public record GantryHome(Path home) {
  public static GantryHome of(Map<String, String> environment) {
    Path home =
        Optional.ofNullable(environment.get("GANTRY_HOME"))
            .filter(text -> !text.isBlank())
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".gantry"));
    return new GantryHome(home.toAbsolutePath().normalize());
  }

  public ContentStore store() {
    return new ContentStore(home.resolve("store"));
  }

  public EnginePins pins() {
    return new EnginePins(store(), home.resolve("store").resolve("recipes"));
  }

  public Converter converter(ConversionWatch watch) {
    RecipePins pins = new RecipePins(store(), home.resolve("store").resolve("conversions"));
    return new Converter(store(), pins, new StandardEmissions(), watch);
  }

  public Path shipped() {
    return home.resolve("shipped");
  }

  /** Homes of embedded boards, so that what was pushed once is there next time. */
  public Path boards(String rack) {
    return home.resolve("boards").resolve(rack);
  }

  /** Boards that get no work until someone has looked at them. */
  public BoardQuarantine quarantine(String rack) {
    return BoardQuarantine.of(home, rack);
  }
}
