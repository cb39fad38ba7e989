package dev.gantry.harness.files;

import dev.gantry.dossier.Expectation;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Unit.Dimension;
import dev.gantry.settings.key.KeyMeaning;
import dev.gantry.settings.key.NumberRange;
import dev.gantry.settings.key.QuantityDimension;
import dev.gantry.settings.key.SingleWord;
import java.util.Optional;
import java.util.OptionalDouble;

/** The state in which a board must be found, and stay. */
public record ExpectedStateEntry(
    @KeyMeaning("The JetPack release, like '6.2'") Optional<@SingleWord String> jetpack,
    @KeyMeaning("The power mode, as nvpmodel names it; set where it is another")
        Optional<@SingleWord String> powerMode,
    @KeyMeaning("Whether the clocks are held at their highest, as by jetson_clocks")
        Optional<Expectation.Clocks> clocks,
    @KeyMeaning("How fast the fan turns at least, of its full speed")
        Optional<@QuantityDimension(Dimension.RATIO) @NumberRange(min = 0, max = 1) Quantity> fan,
    @KeyMeaning("How warm the board may be when a measurement starts, like '60 °C'")
        Optional<
                @QuantityDimension(Dimension.TEMPERATURE) @NumberRange(min = 0, max = 125) Quantity>
            maxStartTemperature,
    @KeyMeaning("Whether nothing else may run on the board") Optional<Boolean> alone) {
  public ExpectedStateEntry {
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
