package dev.gantry.settings;

/** A text from a file, made fit for a message: short, and without control characters. */
record Excerpt(String text) {
  private static final int LONGEST = 60;

  @Override
  public String toString() {
    return "'" + bare() + "'";
  }

  String bare() {
    StringBuilder shown = new StringBuilder();
    int[] points = text.codePoints().limit(LONGEST + 1L).toArray();
    for (int i = 0; i < Math.min(points.length, LONGEST); i++) {
      appendTo(shown, points[i]);
    }
    return shown.append(points.length > LONGEST ? "…" : "").toString();
  }

  // A file may hold escape sequences that would repaint the terminal of whoever reads the message.
  private static void appendTo(StringBuilder shown, int point) {
    boolean visible =
        switch (Character.getType(point)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SURROGATE,
              Character.UNASSIGNED ->
              false;
          default -> true;
        };
    if (visible) {
      shown.appendCodePoint(point);
    } else {
      shown.append(String.format("\\u%04x", point));
    }
  }
}
