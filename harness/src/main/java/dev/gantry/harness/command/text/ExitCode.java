package dev.gantry.harness.command.text;

import dev.gantry.dossier.Verdict;

/** The exit codes of the {@code gantry} command, by which a pipeline knows how it ended. */
public enum ExitCode {
  PASSED(0),
  FAILED(1),
  INCONCLUSIVE(2),
  REFUSED(64),
  OUR_FAULT(70),
  CANCELLED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public static ExitCode of(Verdict verdict) {
    return switch (verdict) {
      case PASSED -> PASSED;
      case FAILED -> FAILED;
      case INCONCLUSIVE -> INCONCLUSIVE;
    };
  }

  public int number() {
    return number;
  }
}
