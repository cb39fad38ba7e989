package dev.gantry.settings.tree;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;

/**
 * LookSchedule through the raw lines of a file for what YAML would only complain about in riddles.
 */
record TextLines(String file, String text) {

  void check() throws RefusedException {
    int line = 1;
    boolean indenting = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (breaks(text, i)) {
        line++;
        indenting = true;
      } else if (c == '\t' && indenting) {
        throw refused(line, "this line is indented with a tab", "Indent with spaces");
      } else if (c == 0) {
        throw refused(line, "this is not a text file: it holds zero bytes", "Name a YAML file");
      } else if (forbidden(c)) {
        throw refused(
            line, String.format("the invisible character U+%04X is here", (int) c), "Remove it");
      }
      indenting &= c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
  }

  static int lineAfter(CharSequence text) {
    int line = 1;
    for (int i = 0; i < text.length(); i++) {
      line += breaks(text, i) ? 1 : 0;
    }
    return line;
  }

  private static boolean breaks(CharSequence text, int i) {
    char c = text.charAt(i);
    boolean halfOfPair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
    return c == '\n' || (c == '\r' && !halfOfPair);
  }

  // Old YAML takes NEL, LS and PS for line ends and editors do not: lines would be told wrong, and
  // a comment could end where nobody sees it.
  private static boolean forbidden(char c) {
    boolean control = Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r';
    return control || c == '\u2028' || c == '\u2029' || c == '\uFEFF' || c >= '\uFFFE';
  }

  private RefusedException refused(int line, String what, String remedy) {
    return new RefusedException(Problem.at(file, line, what, remedy));
  }
}
