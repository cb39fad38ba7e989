package dev.gantry.dossier;

import java.util.Locale;

/**
 * Shows texts from outside, such as the names in a model: what would move a cursor, start a new
 * line, turn the direction of writing or cannot be seen is written as an escape like {@code
 * \u202e}. Whoever prints a name that they did not choose prints it through here.
 */
public final class PrintableText {
  private PrintableText() {}

  /** The text on one line. */
  public static String line(String text) {
    return shown(text, false);
  }

  /** Tabs and ends of lines stay: for pages that fold them, and texts of several lines. */
  public static String lines(String text) {
    return shown(text, true);
  }

  private static String shown(String text, boolean severalLines) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            character -> {
              boolean space = character == '\t' || character == '\n' || character == '\r';
              if ((space && severalLines) || isPlain(character)) {
                shown.appendCodePoint(character);
              } else {
                shown.append(escape(character));
              }
            });
    return shown.toString();
  }

  private static boolean isPlain(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static String escape(int character) {
    return switch (character) {
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      default ->
          String.format(
              Locale.ROOT, Character.isBmpCodePoint(character) ? "\\u%04x" : "\\U%08x", character);
    };
  }
}
