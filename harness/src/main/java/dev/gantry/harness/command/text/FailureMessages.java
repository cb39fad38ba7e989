package dev.gantry.harness.command.text;

import dev.gantry.dossier.PrintableText;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.RigException;
import dev.gantry.golden.DamagedFileException;
import dev.gantry.harness.log.RunLog;
import dev.gantry.harness.terminal.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;

/** Turns whatever went wrong into words and an exit code. */
public final class FailureMessages {
  private final Console console;

  private final BooleanSupplier cancelled;
  private final RunLog log;

  public FailureMessages(Console console, BooleanSupplier cancelled, RunLog log) {
    this.console = console;
    this.cancelled = cancelled;
    this.log = log;
  }

  public int explain(Exception failure) {
    int code = words(failure);
    // However it was told, the log says where it came from.
    log.write(
        code == ExitCode.OUR_FAULT.number() ? RunLog.Level.ERROR : RunLog.Level.WARN,
        "",
        "the command ended by",
        failure);
    return code;
  }

  private int words(Exception failure) {
    // Once a halt was called, things fail in odd ways that are nobody's fault.
    if (failure instanceof CancellationException || cancelled.getAsBoolean()) {
      console.trouble("cancelled; " + kept(failure));
      return ExitCode.CANCELLED.number();
    }
    if (failure instanceof RefusedException refused) {
      for (Problem problem : refused.problems()) {
        console.trouble(console.paint(Console.Colour.RED, "problem") + "  " + problem);
      }
      int count = refused.problems().size();
      console.trouble(
          (count == 1 ? "1 problem; " : count + " problems; ") + refused.consequence() + ".");
      return ExitCode.REFUSED.number();
    }
    if (failure instanceof DamagedFileException damaged) {
      return words(new RefusedException(damaged.problem()));
    }
    if (failure instanceof RigException rig) {
      console.trouble(console.paint(Console.Colour.YELLOW, "trouble") + "  " + rig.trouble());
      return ExitCode.INCONCLUSIVE.number();
    }
    if (failure instanceof FileSystemException file) {
      String reason = file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
      console.trouble(
          PrintableText.line("cannot use " + file.getFile() + ": " + reason)
              + ". Check its rights and the free space.");
      return ExitCode.REFUSED.number();
    }
    if (failure instanceof IOException io) {
      console.trouble(
          PrintableText.line("cannot read or write: " + io.getMessage())
              + ". Check files and free space.");
      return ExitCode.REFUSED.number();
    }
    return ourFault(failure);
  }

  private static String kept(Exception failure) {
    String words = failure instanceof CancellationException ? failure.getMessage() : null;
    return words == null
        ? "of a run, what was measured is kept, and --resume goes on with it"
        : words;
  }

  public int misread(CommandLine.ParameterException failure, String[] words) {
    CommandLine line = failure.getCommandLine();
    console.trouble(String.valueOf(failure.getMessage()));
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, line.getErr());
    line.getErr().flush();
    console.trouble("'" + line.getCommandSpec().qualifiedName() + " --help' shows what it takes.");
    return ExitCode.REFUSED.number();
  }

  public int fallen(Error failure) {
    log.write(RunLog.Level.ERROR, "", "the command ended by", failure);
    if (cancelled.getAsBoolean()) {
      return words(new CancellationException());
    }
    if (failure instanceof OutOfMemoryError) {
      console.trouble(
          "Gantry ran out of memory ("
              + failure.getMessage()
              + "). Give it more, such as JAVA_TOOL_OPTIONS=-Xmx8g; what was measured is kept.");
      return ExitCode.OUR_FAULT.number();
    }
    return ourFault(failure);
  }

  /** The trace goes into the log: whoever reads the terminal needs the sentence. */
  private int ourFault(Throwable failure) {
    Optional<Path> kept = log.file();
    console.trouble(
        "Gantry failed, and it is our fault: "
            + failure
            + "; "
            + kept.map(file -> "what was done and the full trace are in " + file)
                .orElse("the full trace follows, for there is no log"));
    if (kept.isEmpty()) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      console.trouble(trace.toString().stripTrailing());
    }
    return ExitCode.OUR_FAULT.number();
  }
}
