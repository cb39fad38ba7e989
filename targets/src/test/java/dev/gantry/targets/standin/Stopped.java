package dev.gantry.targets.standin;

import java.util.List;

/** The run ends here; the lines are the errors that the real program would log. */
final class Stopped extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> lines;

  Stopped(List<String> lines) {
    super(String.join("; ", lines));
    this.lines = List.copyOf(lines);
  }

  Stopped(String... lines) {
    this(List.of(lines));
  }

  List<String> lines() {
    return lines;
  }
}
