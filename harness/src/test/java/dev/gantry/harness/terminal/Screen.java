package dev.gantry.harness.terminal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A terminal: takes the bytes that a program writes to one, and says what stands on the screen and
 * above it, at the end and at moments that the program marks.
 */
final class Screen {
  private static final char ESCAPE = '\u001b';
  private static final char BELL = '\u0007';

  /** The second place of a letter that fills two. */
  private static final String FILLING = "\u200b";

  private int columns;
  private final int rows;
  private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
  private final Map<String, List<String>> moments = new LinkedHashMap<>();

  /** The first line of the screen; those before it have scrolled away and cannot be changed. */
  private int top;

  private int row;
  private int column;
  private boolean folds = true;

  private Screen(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
  }

  static Screen showing(String written, int columns, int rows) {
    Screen screen = new Screen(columns, rows);
    for (int at = 0; at < written.length(); ) {
      at = screen.take(written, at);
    }
    return screen;
  }

  /** How a program marks a moment: real terminals take it for their title. */
  static String moment(String name) {
    return ESCAPE + "]2;" + name + BELL;
  }

  /** After which the terminal is so wide; too long lines are folded, as most of them do. */
  static String resized(int columns) {
    return moment("columns " + columns);
  }

  List<String> lines() {
    return lines(places());
  }

  private static List<String> lines(List<String> places) {
    return places.stream().map(line -> line.replace(FILLING, "")).toList();
  }

  private List<String> places() {
    List<String> texts =
        new ArrayList<>(lines.stream().map(line -> line.toString().stripTrailing()).toList());
    while (!texts.isEmpty() && texts.get(texts.size() - 1).isEmpty()) {
      texts.remove(texts.size() - 1);
    }
    return texts;
  }

  List<String> at(String moment) {
    if (!moments.containsKey(moment)) {
      throw new AssertionError("no moment '" + moment + "' but " + moments.keySet());
    }
    return lines(moments.get(moment));
  }

  /** How many columns the widest line fills. */
  int width(String moment) {
    return moments.get(moment).stream().mapToInt(String::length).max().orElse(0);
  }

  private int take(String written, int at) {
    int letter = written.codePointAt(at);
    if (letter == ESCAPE) {
      return escape(written, at + 1);
    }
    if (letter == '\r') {
      column = 0;
    } else if (letter == '\n') {
      down();
    } else {
      put(letter);
    }
    return at + Character.charCount(letter);
  }

  private int escape(String written, int at) {
    if (written.charAt(at) == ']') {
      int end = written.indexOf(BELL, at);
      mark(written.substring(at + "]2;".length(), end));
      return end + 1;
    }
    if (written.charAt(at) != '[') {
      throw new AssertionError("an escape that nobody should write: " + (int) written.charAt(at));
    }
    int end = at + 1;
    while (!Character.isLetter(written.charAt(end))) {
      end++;
    }
    control(written.substring(at + 1, end), written.charAt(end));
    return end + 1;
  }

  private void control(String argument, char what) {
    switch (what) {
      case 'A' -> row = Math.max(top, row - (argument.isEmpty() ? 1 : Integer.parseInt(argument)));
      case 'B' -> row = Math.min(lines.size() - 1, row + Integer.parseInt(argument));
      case 'J' -> eraseBelow();
      case 'K' -> cut(row, argument.equals("2") ? 0 : column);
      case 'm' -> {}
      case 'h' -> folds = true;
      case 'l' -> folds = false;
      default -> throw new AssertionError("an escape that nobody should write: " + what);
    }
  }

  /** What is erased as a whole screen is kept among what has scrolled away, as tmux does. */
  private void eraseBelow() {
    if (row == top && column == 0) {
      row = lines.size();
      top = row;
      lines.add(new StringBuilder());
      return;
    }
    cut(row, column);
    while (lines.size() > row + 1) {
      lines.remove(lines.size() - 1);
    }
  }

  private void put(int letter) {
    int wide = letter >= 0x1100 && letter != 0x2588 && letter != 0x2591 && letter != 0x2026 ? 2 : 1;
    if (column + wide > columns) {
      if (folds) {
        column = 0;
        down();
      } else {
        column = columns - wide;
      }
    }
    StringBuilder line = lines.get(row);
    while (line.length() < column) {
      line.append(' ');
    }
    String cell = Character.toString(letter);
    String filled = wide == 2 && cell.length() == 1 ? cell + FILLING : cell;
    line.replace(column, Math.min(line.length(), column + filled.length()), filled);
    column += wide;
  }

  private void down() {
    row++;
    if (row == lines.size()) {
      lines.add(new StringBuilder());
    }
    top = Math.max(top, row - rows + 1);
  }

  private void cut(int at, int from) {
    lines.get(at).setLength(Math.min(lines.get(at).length(), from));
  }

  private void mark(String name) {
    if (name.startsWith("columns ")) {
      fold(Integer.parseInt(name.substring("columns ".length())));
    } else {
      moments.put(name, places());
    }
  }

  private void fold(int narrower) {
    columns = narrower;
    for (int at = 0; at < lines.size(); at++) {
      StringBuilder line = lines.get(at);
      if (line.toString().stripTrailing().length() > columns) {
        lines.add(at + 1, new StringBuilder(line.substring(columns)));
        line.setLength(columns);
        row += at < row ? 1 : 0;
      }
    }
    top = Math.max(top, row - rows + 1);
  }
}
