package dev.gantry.dossier;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The units in which people write limits; each knows its dimension and its size in that dimension.
 */
public enum Unit {
  NANOSECOND("ns", Dimension.TIME, 1e-9),
  MICROSECOND("us", Dimension.TIME, 1e-6),
  MILLISECOND("ms", Dimension.TIME, 1e-3),
  SECOND("s", Dimension.TIME, 1),
  MINUTE("min", Dimension.TIME, 60),
  HOUR("h", Dimension.TIME, 3600),
  BYTE("B", Dimension.MEMORY, 1),
  KIBIBYTE("KiB", Dimension.MEMORY, 1024),
  MEBIBYTE("MiB", Dimension.MEMORY, 1024 * 1024),
  GIBIBYTE("GiB", Dimension.MEMORY, 1024 * 1024 * 1024),
  DECIBEL("dB", Dimension.LEVEL, 1),
  ONE("", Dimension.RATIO, 1),
  PERCENT("%", Dimension.RATIO, 0.01),
  POINT("pt", Dimension.RATIO, 0.01),
  HERTZ("Hz", Dimension.RATE, 1),
  PER_SECOND("/s", Dimension.RATE, 1),
  CELSIUS("°C", Dimension.TEMPERATURE, 1);

  /** The kind of thing that is measured; only quantities of one dimension compare. */
  public enum Dimension {
    TIME,
    MEMORY,
    LEVEL,
    RATIO,
    RATE,
    TEMPERATURE;

    public List<Unit> units() {
      return Arrays.stream(Unit.values()).filter(unit -> unit.dimension == this).toList();
    }
  }

  private final String symbol;
  private final Dimension dimension;
  private final double size;

  Unit(String symbol, Dimension dimension, double size) {
    this.symbol = symbol;
    this.dimension = dimension;
    this.size = size;
  }

  public static Optional<Unit> ofSymbol(String symbol) {
    return Arrays.stream(values()).filter(unit -> unit.spellings().contains(symbol)).findFirst();
  }

  /** Every way in which people type it; the symbol comes first. */
  public List<String> spellings() {
    return switch (this) {
      case MICROSECOND -> List.of(symbol, "µs", "μs");
      case CELSIUS -> List.of(symbol, "C");
      default -> List.of(symbol);
    };
  }

  public String symbol() {
    return symbol;
  }

  public Dimension dimension() {
    return dimension;
  }

  double size() {
    return size;
  }
}
