package dev.gantry.golden;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** Takes what many threads make, each piece with its number, and passes it on in order. */
public final class InOrder<T> {
  private final int most;
  private final Taker<T> taker;
  private final Map<Integer, T> waiting = new HashMap<>();
  private int next;
  private boolean stopped;

  /** Is given one piece after the other, by one thread at a time. */
  public interface Taker<T> {
    void take(int index, T piece) throws IOException;
  }

  /**
   * @param most how many pieces may wait for an earlier one; who brings more of them waits as well
   */
  public InOrder(int most, Taker<T> taker) {
    this.most = most;
    this.taker = taker;
  }

  public synchronized void give(int index, T piece) throws IOException {
    waiting.put(index, piece);
    for (T first = waiting.remove(next); first != null && !stopped; first = waiting.remove(next)) {
      taker.take(next, first);
      next++;
    }
    notifyAll();
    while (waiting.size() > most && !stopped) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted");
      }
    }
  }

  /** A piece will never come: nothing more is passed on, and nobody waits for it. */
  public synchronized void stop() {
    stopped = true;
    waiting.clear();
    notifyAll();
  }
}
