package dev.gantry.harness.command.option;

import dev.gantry.harness.terminal.Console;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Reads the options that every command understands: JSON, quiet, verbose, no colours. */
public final class CommonOptions {
  @Option(names = "--json", description = "results as JSON, for machines")
  private boolean json;

  @ArgGroup private Loudness loudness = new Loudness();

  /** Reads {@code --quiet} or {@code --verbose}, never both. */
  static final class Loudness {
    @Option(names = "--quiet", description = "no progress; results and trouble only")
    private boolean quiet;

    @Option(
        names = "--verbose",
        description = "show the log while it is written: each step, and what libraries say")
    private boolean verbose;
  }

  @Option(
      names = "--no-color",
      description = "no colours; NO_COLOR in the environment says the same")
  private boolean noColor;

  public boolean json() {
    return json;
  }

  public void settle(Console console) {
    if (loudness.quiet) {
      console.quieten();
    }
    if (loudness.verbose) {
      console.showLog();
    }
    if (noColor) {
      console.withoutColour();
    }
  }
}
