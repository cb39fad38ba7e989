package dev.gantry.runner;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Leaves with the host. Our input closes when the host ends; when its link is cut without a word,
 * the input only falls silent, and the lease of the board goes to someone else. So the host sends a
 * sign of life every few seconds, and a runner that hears none leaves as early as the lease does.
 */
final class HostWatch {
  static final Duration SILENCE = Duration.ofSeconds(15);

  private final InputStream host;
  private final Consumer<String> leave;
  private volatile long heard = System.nanoTime();

  HostWatch(InputStream host, Consumer<String> leave) {
    this.host = host;
    this.leave = leave;
  }

  void start() {
    daemon("host-ear", this::listen);
    daemon("host-watch", this::watch);
  }

  private void listen() {
    try {
      byte[] signs = new byte[256];
      while (host.read(signs) >= 0) {
        heard = System.nanoTime();
      }
    } catch (IOException e) {
      // A broken pipe says the same as a closed one.
    }
    leave.accept("the host hung up");
  }

  private void watch() {
    try {
      while (System.nanoTime() - heard < SILENCE.toNanos()) {
        TimeUnit.MILLISECONDS.sleep(500);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    leave.accept("no sign of life from the host for " + SILENCE.toSeconds() + " s");
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
