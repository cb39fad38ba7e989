package dev.gantry.dossier;

/** Remedies are written as plain words; behind a message they become a sentence of their own. */
final class Sentence {
  private Sentence() {}

  static String after(String remedy) {
    if (remedy.isEmpty()) {
      return ".";
    }
    String start = remedy.substring(0, 1).toUpperCase(java.util.Locale.ROOT);
    String end = remedy.endsWith(".") || remedy.endsWith("?") ? "" : ".";
    return ". " + start + remedy.substring(1) + end;
  }
}
