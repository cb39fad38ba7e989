package dev.gantry.dossier;

import java.util.Optional;
import java.util.OptionalDouble;

/** The state a board must be in, or nothing measured on it counts. What is absent is not asked. */
public record Expectation(
    Optional<String> jetpack,
    Optional<String> powerMode,
    Optional<Clocks> clocks,
    Optional<Fan> fan,
    OptionalDouble maxStartCelsius,
    boolean alone) {
  public static final Expectation NOTHING =
      new Expectation(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalDouble.empty(),
          false);

  /** Says whether the clocks are held at their highest, as by jetson_clocks. */
  public enum Clocks {
    LOCKED("locked"),
    FREE("free");

    private final String label;

    Clocks(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /** The lowest speed at which the fan may turn, in percent of its full speed. */
  public record Fan(int percent) {
    public Fan {
      if (percent < 0 || percent > 100) {
        throw new IllegalArgumentException("a fan turns at 0 to 100 %, not " + percent);
      }
    }
  }
}
