package dev.gantry.harness.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The columns and rows of a terminal. */
record TerminalSize(int columns, int rows) {
  private static final TerminalSize USUAL = new TerminalSize(80, 24);
  private static final Pattern ANSWER = Pattern.compile("(\\d{1,4}) (\\d{1,4})");
  private static final int SECONDS = 2;

  /** As the terminal behind stderr says now; the usual size where it does not. */
  static TerminalSize now() {
    // Java has no way to ask; stty comes with every system that has terminals.
    ProcessBuilder builder =
        new ProcessBuilder("stty", "size")
            .redirectInput(new File("/dev/stderr"))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process stty = builder.start();
      String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      if (!stty.waitFor(SECONDS, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
      }
      return read(said).orElse(usual(System.getenv()));
    } catch (IOException e) {
      return usual(System.getenv());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL;
    }
  }

  static Optional<TerminalSize> read(String said) {
    Matcher answer = ANSWER.matcher(said.strip());
    if (!answer.matches()) {
      return Optional.empty();
    }
    int rows = Integer.parseInt(answer.group(1));
    int columns = Integer.parseInt(answer.group(2));
    // A terminal that nobody has told its size says 0 0.
    return columns == 0
        ? Optional.empty()
        : Optional.of(new TerminalSize(columns, rows == 0 ? USUAL.rows() : rows));
  }

  private static TerminalSize usual(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9]\\d{0,3}")
        ? new TerminalSize(Integer.parseInt(columns), USUAL.rows())
        : USUAL;
  }
}
