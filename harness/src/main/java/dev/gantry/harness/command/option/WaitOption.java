package dev.gantry.harness.command.option;

import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Unit;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads how long to wait for a board that is held. Another run on the same board is usually over
 * soon; a person who works on it is not.
 */
public final class WaitOption {
  @Option(
      names = "--wait",
      paramLabel = "TIME",
      defaultValue = "30 s",
      converter = Reader.class,
      description = "how long to wait for a board that someone else holds (${DEFAULT-VALUE})")
  private Duration patience = Duration.ofSeconds(30);

  public Duration patience() {
    return patience;
  }

  /** Reads times as the release file does. */
  static final class Reader implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        double seconds = Quantity.parse(text).in(Unit.SECOND).value();
        if (seconds < 0 || seconds > Duration.ofDays(7).toSeconds()) {
          throw new IllegalArgumentException("'" + text + "' is not between 0 s and a week");
        }
        return Duration.ofNanos(Math.round(seconds * 1e9));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage() + "; write it like '30 s' or '5 min'");
      }
    }
  }
}
