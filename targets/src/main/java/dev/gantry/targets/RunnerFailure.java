package dev.gantry.targets;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Explains how a runner ended that did not say that it was done, as far as its status and errors
 * tell.
 */
record RunnerFailure(String what, String remedy) {
  private static final int MOST = 400;
  private static final int ABORTED = 134;
  private static final int KILLED = 137;
  private static final int NOT_RUN = 127;
  private static final String LOG = "the runner's log in the trial's folder";

  /** The line in which Java names the library that it was in when it crashed. */
  private static final Pattern FRAME = Pattern.compile("# [CVJ] +\\[([^+\\]]+)");

  /** How the system says that a library lacks what was called in it, or needs. */
  private static final Pattern SYMBOL =
      Pattern.compile("symbol lookup error: [^\\n]*?undefined symbol: (\\w+)");

  /**
   * @param crash what a Java that crashed said of it, on the way to its end
   */
  static RunnerFailure of(int status, String crash, String errors) {
    Matcher symbol = SYMBOL.matcher(errors);
    if (status == NOT_RUN && symbol.find()) {
      return of(
          "called " + symbol.group(1) + ", which a library of this board does not have",
          errors,
          "the library is older than the runner expects: look for its version in " + LOG);
    }
    if (status == NOT_RUN) {
      return of("could not be started (status 127)", errors, "look at the board's Java");
    }
    Optional<String> fault = fault(status, crash + errors);
    if (fault.isPresent()) {
      return of(
          "crashed in native code ("
              + fault.get()
              + ", status "
              + status
              + ")"
              + in(crash + errors),
          errors,
          "look at the versions of the board's driver and libraries, and at " + LOG);
    }
    if (status == ABORTED) {
      return of(
          "was ended by a native library that gave up (signal 6)",
          errors,
          "look at what the library says in " + LOG);
    }
    return of(
        status > 128 ? "was killed by signal " + (status - 128) : "ended with status " + status,
        errors,
        status == KILLED
            ? "look at the board's memory (dmesg): the system kills what needs too much"
            : "look at the board's memory (dmesg) and at " + LOG);
  }

  private static RunnerFailure of(String how, String errors, String remedy) {
    String said = errors.replaceAll("\\s+", " ").strip();
    String words = said.length() > MOST ? said.substring(0, MOST) + "…" : said;
    return new RunnerFailure(
        "the runner "
            + how
            + " without saying that it was done"
            + (words.isEmpty() ? "" : ": " + words),
        remedy);
  }

  /** Java ends a crash with an abort, or with status 1 where it may leave no core. */
  private static Optional<String> fault(int status, String errors) {
    for (String signal : new String[] {"SIGSEGV", "SIGBUS", "SIGILL", "SIGFPE"}) {
      if (errors.contains("#  " + signal)) {
        return Optional.of(signal);
      }
    }
    return status == 139 ? Optional.of("SIGSEGV") : Optional.empty();
  }

  private static String in(String errors) {
    Matcher frame = FRAME.matcher(errors);
    return frame.find() ? " in " + frame.group(1) : "";
  }
}
