package dev.gantry.targets;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Hands the lines of a job on, and keeps the last of them for those who must explain them. */
final class LogTail implements Consumer<String> {
  private static final int MOST = 20_000;

  private final Consumer<String> log;
  private final Deque<String> kept = new ArrayDeque<>();

  LogTail(Consumer<String> log) {
    this.log = log;
  }

  @Override
  public synchronized void accept(String line) {
    log.accept(line);
    kept.addLast(line);
    if (kept.size() > MOST) {
      kept.removeFirst();
    }
  }

  synchronized List<String> lines() {
    return List.copyOf(kept);
  }
}
