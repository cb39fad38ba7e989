package dev.gantry.dossier;

import java.util.OptionalInt;

/** How many boards of a kind must be measured: all of them, any one, or a number. */
public record Units(OptionalInt number) {
  public static final Units ALL = new Units(OptionalInt.empty());
  public static final Units ANY = of(1);

  public Units {
    if (number.isPresent() && number.getAsInt() < 1) {
      throw new IllegalArgumentException("at least one unit, not " + number.getAsInt());
    }
  }

  public static Units of(int number) {
    return new Units(OptionalInt.of(number));
  }

  /** As people write it: {@code all}, {@code any}, {@code 2}. */
  public static Units parse(String text) {
    return switch (text) {
      case "all" -> ALL;
      case "any" -> ANY;
      default -> {
        if (!text.matches("[1-9][0-9]{0,5}")) {
          throw new IllegalArgumentException("'" + text + "' is not all, any or a number");
        }
        yield of(Integer.parseInt(text));
      }
    };
  }

  /** Of so many boards of the kind. */
  public int among(int boards) {
    return number.orElse(boards);
  }

  @Override
  public String toString() {
    return number.isEmpty()
        ? "all"
        : number.getAsInt() == 1 ? "any" : String.valueOf(number.getAsInt());
  }
}
