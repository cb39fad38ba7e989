package dev.gantry.targets.state;

import dev.gantry.targets.probe.BoardFact;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;

/** Reads words and numbers from what was seen on a board. */
record StateFacts(SortedMap<String, String> facts) {
  Optional<String> word(BoardFact fact) {
    return Optional.ofNullable(facts.get(fact.key()));
  }

  /** What is not a finite number is unknown. */
  OptionalDouble number(BoardFact fact) {
    String text = facts.get(fact.key());
    if (text == null || !text.matches("-?[0-9]{1,9}(\\.[0-9]{1,9})?")) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(Double.parseDouble(text));
  }

  String why(BoardFact fact) {
    return Optional.ofNullable(facts.get(StateObserver.UNKNOWN + fact.key()))
        .orElse("the board does not tell it");
  }

  /** The number under which nvpmodel knows a power mode; modules number them differently. */
  OptionalInt modeNumber(String name) {
    for (String choice :
        facts.getOrDefault(BoardFact.POWER_MODE_CHOICES.key(), "").split(" ", -1)) {
      int equals = choice.indexOf('=');
      if (equals > 0 && same(choice.substring(equals + 1), name)) {
        String number = choice.substring(0, equals);
        return number.matches("[0-9]{1,4}")
            ? OptionalInt.of(Integer.parseInt(number))
            : OptionalInt.empty();
      }
    }
    return OptionalInt.empty();
  }

  /** nvpmodel names a mode MODE_15W where its own settings and people say 15W. */
  static boolean same(String mode, String other) {
    return plain(mode).equals(plain(other));
  }

  private static String plain(String mode) {
    return mode.strip().replaceFirst("^MODE_", "");
  }
}
