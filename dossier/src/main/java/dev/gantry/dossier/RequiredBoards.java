package dev.gantry.dossier;

import java.util.OptionalInt;

/** Says how many boards of a kind must be measured: all of them, any one, or a number. */
public record RequiredBoards(OptionalInt number) {
  public static final RequiredBoards ALL = new RequiredBoards(OptionalInt.empty());
  public static final RequiredBoards ANY = of(1);

  public RequiredBoards {
    if (number.isPresent() && number.getAsInt() < 1) {
      throw new IllegalArgumentException("at least one unit, not " + number.getAsInt());
    }
  }

  public static RequiredBoards of(int number) {
    return new RequiredBoards(OptionalInt.of(number));
  }

  /** As people write it: {@code all}, {@code any}, {@code 2}. */
  public static RequiredBoards parse(String text) {
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
