package dev.gantry.harness.command;

import dev.gantry.harness.log.RunLog;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** Writes into the log which command began, where, and how it ended. */
final class LoggedRun {
  private final RunLog log;
  private final String[] words;
  private final long since = System.nanoTime();

  LoggedRun(RunLog log, String[] words) {
    this.log = log;
    this.words = words.clone();
  }

  int execute(CommandLine.ParseResult parsed) {
    if (!asksForHelp(parsed)) {
      log.begin(verbs(parsed), "gantry " + GantryCommand.VERSION + ": " + line());
      log.write(RunLog.Level.INFO, "", surroundings());
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  int ended(int code) {
    long milliseconds = (System.nanoTime() - since) / 1_000_000;
    log.write(RunLog.Level.INFO, "", "exit code " + code + " after " + milliseconds + " ms");
    return code;
  }

  private static boolean asksForHelp(CommandLine.ParseResult parsed) {
    return parsed.asCommandLineList().stream()
        .anyMatch(line -> line.isUsageHelpRequested() || line.isVersionHelpRequested());
  }

  private static String verbs(CommandLine.ParseResult parsed) {
    List<CommandLine> all = parsed.asCommandLineList();
    return all.subList(Math.min(1, all.size()), all.size()).stream()
        .map(CommandLine::getCommandName)
        .collect(Collectors.joining("-"));
  }

  private String line() {
    return Arrays.stream(words)
        .map(word -> word.matches("[\\w./:=@,+-]+") ? word : "'" + word + "'")
        .collect(Collectors.joining(" "));
  }

  private static String surroundings() {
    Runtime runtime = Runtime.getRuntime();
    return "Java "
        + Runtime.version()
        + ", "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + " "
        + System.getProperty("os.arch")
        + ", "
        + runtime.availableProcessors()
        + " processors, "
        + (runtime.maxMemory() >> 20)
        + " MiB of heap at most";
  }
}
