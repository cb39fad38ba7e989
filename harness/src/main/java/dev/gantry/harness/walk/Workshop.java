package dev.gantry.harness.walk;

import dev.gantry.converter.ConversionWatch;
import dev.gantry.converter.Converter;
import dev.gantry.converter.Emissions;
import dev.gantry.converter.store.ContentStore;
import dev.gantry.converter.store.EnginePins;
import dev.gantry.converter.store.Pins;
import dev.gantry.harness.rack.Quarantine;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where Gantry keeps things between runs on this computer: {@code GANTRY_HOME}, or ~/.gantry. */
public record Workshop(Path home) {
  public static Workshop of(Map<String, String> environment) {
    Path home =
        Optional.ofNullable(environment.get("GANTRY_HOME"))
            .filter(text -> !text.isBlank())
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".gantry"));
    return new Workshop(home.toAbsolutePath().normalize());
  }

  public ContentStore store() {
    return new ContentStore(home.resolve("store"));
  }

  public EnginePins pins() {
    return new EnginePins(store(), home.resolve("store").resolve("recipes"));
  }

  public Converter converter(ConversionWatch watch) {
    Pins pins = new Pins(store(), home.resolve("store").resolve("conversions"));
    return new Converter(store(), pins, new Emissions(), watch);
  }

  public Path shipped() {
    return home.resolve("shipped");
  }

  /** Homes of embedded boards, so that what was pushed once is there next time. */
  public Path boards(String rack) {
    return home.resolve("boards").resolve(rack);
  }

  /** Boards that get no work until someone has looked at them. */
  public Quarantine quarantine(String rack) {
    return Quarantine.of(home, rack);
  }
}
