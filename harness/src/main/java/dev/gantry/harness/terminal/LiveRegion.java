package dev.gantry.harness.terminal;

import java.io.PrintStream;
import java.util.List;

/**
 * The last lines of a terminal, drawn anew where they stand. What is printed meanwhile goes above
 * them.
 */
final class LiveRegion {
  private static final String ERASE_BELOW = "\u001b[J";
  private static final String ERASE_REST = "\u001b[K";

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
    StringBuilder text = new StringBuilder(top(columns)).append(CUT);
    lines.forEach(line -> text.append(line).append(ERASE_REST).append("\r\n"));
    print(text.append(FOLD).append(ERASE_BELOW));
    drawn = List.copyOf(lines);
  }

  void erase(int columns) {
    if (!drawn.isEmpty()) {
      print(new StringBuilder(top(columns)).append(ERASE_BELOW));
      drawn = List.of();
    }
  }

  /** To the first column of the first line; lines that were wider are folded by now. */
  private String top(int columns) {
    int rows = drawn.stream().mapToInt(line -> folded(line, columns)).sum();
    return rows == 0 ? "\r" : "\r\u001b[" + rows + "A";
  }

  private static int folded(String line, int columns) {
    return Math.max(1, (Columns.of(line) + columns - 1) / Math.max(1, columns));
  }

  private void print(StringBuilder text) {
    stream.print(text);
    stream.flush();
  }
}
