package dev.gantry.harness.files;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Limit.Relation;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Unit;
import dev.gantry.dossier.Unit.Dimension;
import dev.gantry.settings.key.FileKey;
import dev.gantry.settings.key.KeyMeaning;
import dev.gantry.settings.key.LimitDirection;
import dev.gantry.settings.key.NumberRange;
import dev.gantry.settings.key.QuantityDimension;
import java.time.Duration;
import java.util.Optional;

/** For hours without a break; every window must keep the limits on its own. */
public record SoakEntry(
    @KeyMeaning("How long without a break, like '2 h'; at most 24 h")
        @FileKey("for")
        @NumberRange(min = 0.001, max = 86_400)
        Duration duration,
    @KeyMeaning("How long a window is, like '1 min'") @NumberRange(min = 0.001, max = 86_400)
        Duration window,
    @KeyMeaning("The time that half of the inferences keep in every window, like '<= 8 ms'")
        Optional<
                @QuantityDimension(Dimension.TIME) @LimitDirection(Relation.AT_MOST)
                @NumberRange(min = 0, open = true) Limit>
            p50,
    @KeyMeaning("The time that 90 % of the inferences keep in every window, like '<= 9 ms'")
        Optional<
                @QuantityDimension(Dimension.TIME) @LimitDirection(Relation.AT_MOST)
                @NumberRange(min = 0, open = true) Limit>
            p90,
    @KeyMeaning("The time that 95 % of the inferences keep in every window, like '<= 10 ms'")
        Optional<
                @QuantityDimension(Dimension.TIME) @LimitDirection(Relation.AT_MOST)
                @NumberRange(min = 0, open = true) Limit>
            p95,
    @KeyMeaning("The time that 99 % of the inferences keep in every window, like '<= 12 ms'")
        Optional<
                @QuantityDimension(Dimension.TIME) @LimitDirection(Relation.AT_MOST)
                @NumberRange(min = 0, open = true) Limit>
            p99) {
  private static final int MOST_WINDOWS = 10_000;

  public SoakEntry {
    if (p50.isEmpty() && p90.isEmpty() && p95.isEmpty() && p99.isEmpty()) {
      throw new IllegalArgumentException(
          "soak limits nothing; limit p50, p90, p95 or p99, like p99: '<= 12 ms'");
    }
    long windows = duration.toNanos() / window.toNanos();
    if (windows < 1 || windows > MOST_WINDOWS || duration.toNanos() % window.toNanos() != 0) {
      throw new IllegalArgumentException(
          "a soak is a whole number of windows, at most "
              + MOST_WINDOWS
              + ", not "
              + new Quantity((double) duration.toNanos() / window.toNanos(), Unit.ONE));
    }
  }

  public Scenario.Soak scenario() {
    return new Scenario.Soak(window, duration);
  }
}
