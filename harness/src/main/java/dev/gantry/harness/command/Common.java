package dev.gantry.harness.command;

import dev.gantry.harness.terminal.Console;
import picocli.CommandLine.Option;

/** What every verb understands. */
final class Common {
  @Option(names = "--json", description = "results as JSON, for machines")
  private boolean json;

  @Option(names = "--quiet", description = "no progress; results and trouble only")
  private boolean quiet;

  @Option(
      names = "--no-color",
      description = "no colours; NO_COLOR in the environment says the same")
  private boolean noColor;

  boolean json() {
    return json;
  }

  void settle(Console console) {
    if (quiet) {
      console.quieten();
    }
    if (noColor) {
      console.withoutColour();
    }
  }
}
