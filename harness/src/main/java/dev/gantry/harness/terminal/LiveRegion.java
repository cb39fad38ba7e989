package dev.gantry.harness.terminal;

import java.io.PrintStream;
import java.util.List;

/**
 * The last lines of a terminal, drawn anew where they stand. What is printed meanwhile goes above
 * them.
 */
final class LiveRegion {
  /**
   * Line by line: where all that a screen shows is erased at once, some terminals keep it among the
   * lines that have scrolled away.
   */
  private static final String ERASE_LINE = "\u001b[2K";

  private static final String ERASE_REST = "\u001b[K";
  private static final String DOWN = "\u001b[1B";

  /** Should the terminal have become narrower just now, what is too long is cut and not folded. */
  private static final String CUT = "\u001b[?7l";

  private static final String FOLD = "\u001b[?7h";

  private final PrintStream stream;
  private List<String> drawn = List.of();

  LiveRegion(PrintStream stream) {
    this.stream = stream;
  }

  /** These lines instead of those before, on a terminal of so many columns. */
  void draw(List<String> lines, int columns) {
    if (lines.isEmpty() && drawn.isEmpty()) {
      return;
    }
    int before = rows(columns);
    StringBuilder text = new StringBuilder(up(before)).append(CUT);
    lines.forEach(line -> text.append(line).append(ERASE_REST).append("\r\n"));
    text.append(FOLD).append(erased(before - lines.size()));
    print(text.toString());
    drawn = List.copyOf(lines);
  }

  void erase(int columns) {
    if (!drawn.isEmpty()) {
      int rows = rows(columns);
      print(up(rows) + erased(rows));
      drawn = List.of();
    }
  }

  /** Lines that were wider are folded by now. */
  private int rows(int columns) {
    int narrowest = Math.max(1, columns);
    return drawn.stream()
        .mapToInt(line -> Math.max(1, (TerminalColumns.of(line) + narrowest - 1) / narrowest))
        .sum();
  }

  private static String up(int rows) {
    return rows <= 0 ? "\r" : "\r\u001b[" + rows + "A";
  }

  /** So many lines from here, and back. */
  private static String erased(int rows) {
    return rows <= 0 ? "" : (ERASE_LINE + DOWN).repeat(rows) + up(rows);
  }

  private void print(String text) {
    stream.print(text);
    stream.flush();
  }
}
