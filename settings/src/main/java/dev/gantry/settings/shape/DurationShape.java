package dev.gantry.settings.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Unit;
import dev.gantry.settings.tree.BindingPlace;
import dev.gantry.settings.tree.SettingsNode;
import java.time.Duration;
import java.util.Optional;

/** A length of time, to the nanosecond. */
record DurationShape(NumberInterval interval) implements ScalarValueShape {
  // Above this, nanoseconds no longer fit a long.
  private static final double LONGEST_SECONDS = 9e9;

  @Override
  public String wanted() {
    return quantity().wanted();
  }

  @Override
  public String example() {
    return "'60 s'";
  }

  @Override
  public Optional<Object> read(SettingsNode.Scalar scalar, BindingPlace place) {
    Optional<Object> time = quantity().read(scalar, place);
    return time.map(found -> Duration.ofNanos(Math.round(((Quantity) found).plain() * 1e9)));
  }

  @Override
  public ObjectNode schema() {
    return quantity().schema();
  }

  private QuantityShape quantity() {
    double least = Math.max(interval.min(), -LONGEST_SECONDS);
    double most = Math.min(interval.max(), LONGEST_SECONDS);
    NumberInterval bounded = new NumberInterval(least, most, interval.open());
    return new QuantityShape(new QuantityRange(Optional.of(Unit.Dimension.TIME), false, bounded));
  }
}
