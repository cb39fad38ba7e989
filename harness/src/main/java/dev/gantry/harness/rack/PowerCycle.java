package dev.gantry.harness.rack;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Board;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trouble;
import dev.gantry.targets.link.ProcessTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Runs the command of a rack file that takes the power of one board off and on. */
public final class PowerCycle {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final String board;
  private final Board.PowerSwitch command;
  private final Duration longest;

  public PowerCycle(String board, Board.PowerSwitch command) {
    this(board, command, LONGEST);
  }

  PowerCycle(String board, Board.PowerSwitch command, Duration longest) {
    this.board = board;
    this.command = command;
    this.longest = longest;
  }

  /** Gives back what the command said. */
  public String run(BooleanSupplier cancelled) throws RigException {
    try {
      Process process = start();
      Tail said = new Tail(process.getInputStream());
      Thread reader = new Thread(said, "power-" + board);
      reader.setDaemon(true);
      reader.start();
      boolean ended = ends(process, cancelled);
      if (!ended) {
        ProcessTree.end(process.toHandle());
      }
      // A daemon that the command left behind may hold its output open for ever.
      reader.join(1000);
      if (!ended) {
        throw trouble("did not end within " + longest.toSeconds() + " s" + told(said));
      }
      if (process.exitValue() != 0) {
        throw trouble("ended with status " + process.exitValue() + told(said));
      }
      return said.text();
    } catch (IOException e) {
      throw trouble("cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }

  /** What is cancelled switches no power any more: the board may be someone else's by then. */
  private boolean ends(Process process, BooleanSupplier cancelled) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    try {
      while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
        if (cancelled.getAsBoolean()) {
          throw new CancellationException();
        }
        if (System.nanoTime() > end) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException | CancellationException e) {
      ProcessTree.end(process.toHandle());
      throw e;
    }
  }

  private Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command.command());
    builder.directory(command.folder().toFile());
    builder.environment().put("GANTRY_BOARD", board);
    builder.redirectInput(Path.of("/dev/null").toFile());
    return builder.redirectErrorStream(true).start();
  }

  private static String told(Tail said) {
    return said.text().isEmpty() ? "" : ": " + said.text();
  }

  private RigException trouble(String what) {
    return new RigException(
        new Trouble(
            Blame.RACK,
            board,
            "power-cycle '" + command.command() + "' " + what,
            "try it by hand in " + command.folder() + ", and check power-cycle in the rack file"));
  }

  /** The last words of a command, in one line. */
  private static final class Tail implements Runnable {
    private static final int KEEP = 1000;
    private final InputStream stream;
    private final StringBuilder text = new StringBuilder();

    Tail(InputStream stream) {
      this.stream = stream;
    }

    @Override
    public void run() {
      byte[] some = new byte[4096];
      try (stream) {
        for (int count = stream.read(some); count >= 0; count = stream.read(some)) {
          append(new String(some, 0, count, StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        // Its end, however it came; what was said until then is told.
      }
    }

    private synchronized void append(String more) {
      text.append(more);
      text.delete(0, Math.max(0, text.length() - KEEP));
    }

    synchronized String text() {
      return text.toString().replaceAll("\\s+", " ").strip();
    }
  }
}
