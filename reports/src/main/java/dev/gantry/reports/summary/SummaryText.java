package dev.gantry.reports.summary;

import dev.gantry.dossier.PrintableText;

/** Texts of boards and files, made fit for a line that somebody else will render. */
final class SummaryText {
  /** Has no width; keeps a name behind it from being called, and a number from becoming a link. */
  private static final String NOTHING = "\u200b";

  private SummaryText() {}

  static String oneLine(String text, int longest) {
    String line = PrintableText.lines(text).replaceAll("\\s+", " ").strip();
    return line.codePointCount(0, line.length()) <= longest
        ? line
        : line.substring(0, line.offsetByCodePoints(0, longest - 1)) + "…";
  }

  /** Shown by Markdown as it stands: nothing in it is markup, calls people, or links anywhere. */
  static String markdown(String text, int longest) {
    return oneLine(text, longest)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("([\\\\`*_{}\\[\\]|~!])", "\\\\$1")
        .replaceAll("([@#])", "$1" + NOTHING)
        .replace("://", ":" + NOTHING + "//");
  }
}
