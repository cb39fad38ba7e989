package dev.gantry.harness.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * Measures, cuts and folds texts in columns of a terminal: some letters take two of them, marks on
 * letters none. What would move the cursor is shown as a question mark, so that a line stays a
 * line.
 */
final class TerminalColumns {
  private static final String CUT = "…";

  /** Pairs of first and last character that take two columns, in order. */
  private static final int[] WIDE = {
    0x1100, 0x115f, 0x231a, 0x231b, 0x23e9, 0x23ec, 0x25fd, 0x25fe, 0x2614, 0x2615, 0x2648, 0x2653,
    0x267f, 0x267f, 0x2693, 0x2693, 0x26a1, 0x26a1, 0x26aa, 0x26ab, 0x26bd, 0x26be, 0x26c4, 0x26c5,
    0x26ce, 0x26ce, 0x26d4, 0x26d4, 0x26ea, 0x26ea, 0x26f2, 0x26f3, 0x26f5, 0x26f5, 0x26fa, 0x26fa,
    0x26fd, 0x26fd, 0x2705, 0x2705, 0x270a, 0x270b, 0x2728, 0x2728, 0x274c, 0x274c, 0x274e, 0x274e,
    0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797, 0x27b0, 0x27b0, 0x2b1b, 0x2b1c, 0x2b50, 0x2b50,
    0x2b55, 0x2b55, 0x2e80, 0x303e, 0x3041, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3, 0xf900, 0xfaff,
    0xfe30, 0xfe6f, 0xff01, 0xff60, 0xffe0, 0xffe6, 0x1f000, 0x1faff, 0x20000, 0x3fffd
  };

  private TerminalColumns() {}

  static int of(String text) {
    return text.codePoints().map(TerminalColumns::of).sum();
  }

  /** The text, or as much of it as fits and a mark that there was more. */
  static String fit(String text, int columns) {
    String safe = safe(text);
    if (of(safe) <= columns) {
      return safe;
    }
    StringBuilder cut = new StringBuilder();
    int left = columns - of(CUT);
    for (int at = 0; at < safe.length(); at = safe.offsetByCodePoints(at, 1)) {
      int letter = safe.codePointAt(at);
      left -= of(letter);
      if (left < 0) {
        break;
      }
      cut.appendCodePoint(letter);
    }
    return columns < 1 ? "" : cut.append(CUT).toString();
  }

  /** All of the text, in lines that end between words; all but the first are indented. */
  static List<String> folded(String text, int columns, String indent) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : safe(text).split(" ", -1)) {
      boolean first = line.toString().isBlank();
      if (!first && of(line.toString()) + 1 + of(word) > columns) {
        lines.add(line.toString());
        line = new StringBuilder(indent);
        first = true;
      }
      line.append(first ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** The same, filled up with spaces. */
  static String pad(String text, int columns) {
    String fitting = fit(text, columns);
    return fitting + " ".repeat(Math.max(0, columns - of(fitting)));
  }

  private static String safe(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(letter -> safe.appendCodePoint(moves(letter) ? '?' : letter));
    return safe.toString();
  }

  private static boolean moves(int letter) {
    int type = Character.getType(letter);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE
        || type == Character.UNASSIGNED;
  }

  private static int of(int letter) {
    int type = Character.getType(letter);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    for (int pair = 0; pair < WIDE.length && letter >= WIDE[pair]; pair += 2) {
      if (letter <= WIDE[pair + 1]) {
        return 2;
      }
    }
    return 1;
  }
}
