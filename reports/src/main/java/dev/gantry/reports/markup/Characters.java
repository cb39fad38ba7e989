package dev.gantry.reports.markup;

/** Which characters XML 1.0 can carry at all: there is no escape for the others. */
public final class Characters {
  private static final int SUBSTITUTE = 0xFFFD;

  private Characters() {}

  /** The text with every character that XML cannot carry replaced by the sign that says so. */
  public static String legal(String text) {
    StringBuilder legal = new StringBuilder(text.length());
    text.codePoints()
        .map(character -> isLegal(character) ? character : SUBSTITUTE)
        .forEach(legal::appendCodePoint);
    return legal.toString();
  }

  private static boolean isLegal(int character) {
    if (character < 0x20) {
      return character == '\t' || character == '\n' || character == '\r';
    }
    boolean control = character >= 0x7F && character <= 0x9F;
    boolean loneSurrogate = character >= 0xD800 && character <= 0xDFFF;
    return !control && !loneSurrogate && character != 0xFFFE && character != 0xFFFF;
  }
}
