package dev.gantry.harness.terminal;

import dev.gantry.dossier.Progress;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One live line a place and one for the whole, on a terminal. A thread of its own draws them, so
 * that whoever works never waits for a terminal to draw.
 */
final class LiveProgress implements Console.ProgressView {
  private static final String MARGIN = "  ";
  private static final long TICK = 100_000_000;
  private static final long SECOND = 1_000_000_000;

  private final LiveRegion region;
  private final Supplier<TerminalSize> asked;
  private final LongSupplier nanoseconds;
  private final ProgressState state;
  private final Map<String, String> remarks = new HashMap<>();
  private final PrintStream stream;
  private final Runnable onClose;
  private volatile TerminalSize size;
  private boolean open = true;
  private boolean news;
  private long drawnAt;

  LiveProgress(
      PrintStream stream,
      Supplier<TerminalSize> asked,
      LongSupplier nanoseconds,
      Runnable onClose) {
    this.stream = stream;
    this.region = new LiveRegion(stream);
    this.asked = asked;
    this.nanoseconds = nanoseconds;
    this.state = new ProgressState(nanoseconds);
    this.onClose = onClose;
    this.size = asked.get();
  }

  /** Begins to draw whenever something happened, and each second for what only goes on. */
  LiveProgress start() {
    Thread thread = new Thread(this::keepDrawing, "progress");
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  @Override
  public synchronized void accept(Progress progress) {
    if (!open) {
      return;
    }
    switch (progress.turn()) {
      case REMARK -> {
        // A place that waits says so again and again.
        if (!progress.what().equals(remarks.put(progress.where(), progress.what()))) {
          say(progress);
        }
      }
      case GIVEN_UP -> say(progress);
      case EXPECTED, BEGUN, STEP, ENDED, LEFT -> {}
    }
    state.accept(progress);
    news = true;
  }

  private void say(Progress progress) {
    String words = progress.where() + ": " + progress.what();
    List<String> lines =
        TerminalColumns.folded(words, size.columns() - MARGIN.length() - 1, MARGIN);
    above(stream, MARGIN + String.join("\n" + MARGIN, lines));
  }

  /** Prints a line that stays, on this stream or another one of the same terminal. */
  synchronized void above(PrintStream to, String line) {
    region.erase(size.columns());
    to.println(line);
    to.flush();
    if (open) {
      draw();
    }
  }

  synchronized void draw() {
    news = false;
    drawnAt = nanoseconds.getAsLong();
    LiveText text = new LiveText(size.columns(), size.rows());
    region.draw(text.lines(state.places(), state.wholes()), size.columns());
  }

  /** Asks the terminal for its size, which people change while they watch. */
  void measure() {
    size = asked.get();
  }

  @Override
  public synchronized void close() {
    if (open) {
      open = false;
      region.erase(size.columns());
      onClose.run();
    }
  }

  private void keepDrawing() {
    long measured = nanoseconds.getAsLong();
    while (drawWhatIsNew()) {
      LockSupport.parkNanos(TICK);
      if (nanoseconds.getAsLong() - measured > SECOND) {
        measure();
        measured = nanoseconds.getAsLong();
      }
    }
  }

  /** False once it is closed. */
  private synchronized boolean drawWhatIsNew() {
    if (open && (news || nanoseconds.getAsLong() - drawnAt > SECOND)) {
      draw();
    }
    return open;
  }
}
