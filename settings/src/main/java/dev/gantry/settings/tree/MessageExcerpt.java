package dev.gantry.settings.tree;

import dev.gantry.dossier.PrintableText;

/** A text from a file, made fit for a message: short, and without control characters. */
public record MessageExcerpt(String text) {
  private static final int LONGEST = 60;

  @Override
  public String toString() {
    return "'" + bare() + "'";
  }

  public String bare() {
    int[] points = text.codePoints().limit(LONGEST + 1L).toArray();
    String start = new String(points, 0, Math.min(points.length, LONGEST));
    return PrintableText.line(start) + (points.length > LONGEST ? "…" : "");
  }
}
