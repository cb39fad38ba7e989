package dev.gantry.runner.program;

import dev.gantry.runner.drive.SignOfLife;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Starts the runner as a program of its own: requests as words, answers as lines, files into the
 * folder it is started in. It outlives every link to the host; who wants it gone kills it.
 */
public final class RunnerMain {
  /** A refusal is told apart from a death: a killed or crashed JVM exits otherwise. */
  public static final int GAVE_UP = 3;

  private RunnerMain() {}

  public static void main(String[] words) {
    PrintStream wire = wire();
    new SignOfLife(wire::println).start();
    int status =
        new RunnerProcess(Path.of(""), line -> wire.println(line.write())).answer(List.of(words));
    wire.flush();
    Runtime.getRuntime().halt(status);
  }

  /** To the host, not a place to print: a library that writes to System.out is kept off. */
  static PrintStream wire() {
    return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  }
}
