package dev.gantry.targets.telemetry;

import dev.gantry.targets.link.command.BoardScript;

/**
 * The script that watches a board. It takes the process it watches for as its first word, writes
 * its lines to standard output, and ends with that process.
 */
public final class TelemetryScript {
  private TelemetryScript() {}

  public static String text() {
    return BoardScript.beside(TelemetryScript.class, "telemetry.sh").text();
  }
}
