package dev.gantry.harness.terminal;

import dev.gantry.dossier.Progress;
import dev.gantry.dossier.Progress.Stage;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A program for a terminal: what a run tells, without the run. */
final class ProgressScene {
  private static final long SECOND = 1_000_000_000;

  private final PrintStream stream =
      new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
  private final AtomicLong now = new AtomicLong();

  public static void main(String[] words) throws Exception {
    ProgressScene scene = new ProgressScene();
    switch (words[0]) {
      case "boards" -> scene.boards();
      case "console" -> scene.console();
      case "fault" -> scene.fault();
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  /** Drawn when the scene says so, at a time that the scene says. */
  private void boards() throws Exception {
    LiveProgress view = new LiveProgress(stream, TerminalSize::now, now::get, () -> {});
    view.accept(Progress.expected(Stage.CONVERT, "rail", 0, 2));
    view.accept(Progress.begun(Stage.CONVERT, "signals/int8", "convert"));
    view.accept(new Progress(Stage.CONVERT, "signals/int8", "write int8", 3, 4));
    moment(view, "converting");
    view.accept(Progress.ended(Stage.CONVERT, "signals/int8", "converted", 1, 2));
    view.accept(Progress.begun(Stage.CONVERT, "signals/fp32", "convert"));
    view.accept(Progress.remark(Stage.CONVERT, "signals/fp32", "folds 3 constants"));
    view.accept(Progress.ended(Stage.CONVERT, "signals/fp32", "converted", 2, 2));
    view.accept(Progress.expected(Stage.VISIT, "rail", 0, 27));
    for (String board : List.of("bench-1", "bench-2", "bench-3")) {
      view.accept(Progress.note(Stage.VISIT, board, "connect"));
    }
    moment(view, "connecting");
    for (int cell = 1; cell <= 12; cell++) {
      String board = "bench-" + (cell % 3 + 1);
      now.addAndGet(SECOND);
      view.accept(Progress.begun(Stage.VISIT, board, "obstacle-detector/int8/cpu-2t"));
      for (int done = 0; done <= 1000; done += 100) {
        view.accept(new Progress(Stage.VISIT, board, "timed", done, 1000));
        view.draw();
      }
      view.accept(Progress.ended(Stage.VISIT, board, "signals/int8/cpu done", cell, 27));
    }
    view.accept(Progress.begun(Stage.VISIT, "bench-1", "obstacle-detector/int8/cpu-2t"));
    view.accept(new Progress(Stage.VISIT, "bench-1", "timed", 620, 1000));
    moment(view, "measuring");
    // What a board says is not to be trusted, and may be of any width.
    view.accept(Progress.begun(Stage.VISIT, "bench-2", "標識\u202e検出器/int8/cpu"));
    view.accept(Progress.note(Stage.VISIT, "bench-2", "a\u001b[2Jb\r\nc " + "long ".repeat(60)));
    moment(view, "hostile");
    view.accept(
        Progress.givenUp(Stage.VISIT, "bench-2", "signals/int8/cpu abandoned: lost", 13, 27));
    for (int again = 0; again < 5; again++) {
      view.accept(Progress.remark(Stage.VISIT, "bench-3", "waiting for the lease"));
    }
    view.accept(Progress.left(Stage.VISIT, "bench-2"));
    moment(view, "given up");
    narrow(60);
    view.measure();
    moment(view, "narrow");
    view.accept(Progress.note(Stage.JUDGE, "rail", "hold the evidence against the limits"));
    moment(view, "judging");
    view.close();
    view.close();
    stream.println("PASSED");
    stream.flush();
  }

  /** As commands use it, from several threads and with a thread that draws. */
  private void console() throws Exception {
    Console console = new Console(stream, stream, true, false);
    try (Console.ProgressView view = console.progress()) {
      view.accept(Progress.expected(Stage.VISIT, "rail", 0, 30));
      Thread[] boards = new Thread[3];
      for (int board = 0; board < boards.length; board++) {
        String name = "bench-" + board;
        boards[board] = new Thread(() -> board(console, view, name));
        boards[board].start();
      }
      for (Thread board : boards) {
        board.join();
      }
    }
    console.result("PASSED");
  }

  private static void board(Console console, Console.ProgressView view, String name) {
    for (int cell = 0; cell < 10; cell++) {
      view.accept(Progress.begun(Stage.VISIT, name, "model-" + cell + "/fp32/cpu"));
      for (int done = 0; done < 2000; done++) {
        view.accept(new Progress(Stage.VISIT, name, "timed", done, 2000));
      }
      console.trouble("problem  " + name + " " + cell);
      view.accept(Progress.ended(Stage.VISIT, name, "done", cell, 30));
    }
  }

  private void fault() {
    Console console = new Console(stream, stream, true, false);
    try (Console.ProgressView view = console.progress()) {
      view.accept(Progress.note(Stage.VISIT, "bench-1", "connect"));
      console.trouble("lost");
      throw new IllegalStateException("a fault of ours");
    } catch (IllegalStateException e) {
      console.trouble("Gantry failed: " + e.getMessage());
    }
    Console.ProgressView second = console.progress();
    second.accept(Progress.note(Stage.VISIT, "bench-1", "connect"));
    console.trouble("halted");
    console.leave();
    second.accept(Progress.note(Stage.VISIT, "bench-1", "too late"));
    console.trouble("cancelled");
  }

  private void moment(LiveProgress view, String name) {
    view.draw();
    stream.print(Screen.moment(name));
    stream.flush();
  }

  private void narrow(int columns) throws Exception {
    new ProcessBuilder("stty", "cols", String.valueOf(columns))
        .redirectInput(new File("/dev/stderr"))
        .start()
        .waitFor();
    stream.print(Screen.resized(columns));
    stream.flush();
  }
}
