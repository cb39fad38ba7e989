package dev.gantry.harness.files;

import dev.gantry.dossier.Expectation;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Unit.Dimension;
import dev.gantry.settings.Meaning;
import dev.gantry.settings.Measures;
import dev.gantry.settings.Range;
import dev.gantry.settings.Word;
import java.util.Optional;
import java.util.OptionalDouble;

/** The state in which a board must be found, and stay. */
public record ExpectEntry(
    @Meaning("The JetPack release, like '6.2'") Optional<@Word String> jetpack,
    @Meaning("The power mode, as nvpmodel names it; set where it is another")
        Optional<@Word String> powerMode,
    @Meaning("Whether the clocks are held at their highest, as by jetson_clocks")
        Optional<Expectation.Clocks> clocks,
    @Meaning("How fast the fan turns at least, of its full speed")
        Optional<@Measures(Dimension.RATIO) @Range(min = 0, max = 1) Quantity> fan,
    @Meaning("How warm the board may be when a measurement starts, like '60 °C'")
        Optional<@Measures(Dimension.TEMPERATURE) @Range(min = 0, max = 125) Quantity>
            maxStartTemperature,
    @Meaning("Whether nothing else may run on the board") Optional<Boolean> alone) {
  public ExpectEntry {
    if (fan.isPresent() && percent(fan.get()) != Math.rint(percent(fan.get()))) {
      throw new IllegalArgumentException("a fan is set in whole percents, not " + fan.get());
    }
  }

  /** The same, as everything behind the files knows it. */
  public Expectation expectation() {
    return new Expectation(
        jetpack,
        powerMode,
        clocks,
        fan.map(share -> new Expectation.Fan((int) percent(share))),
        maxStartTemperature
            .map(limit -> OptionalDouble.of(limit.plain()))
            .orElseGet(OptionalDouble::empty),
        alone.orElse(false));
  }

  // 29 % is 28.999999999999996 times a hundredth.
  private static double percent(Quantity share) {
    return Math.round(share.plain() * 100e6) / 1e6;
  }
}
