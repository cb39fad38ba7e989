package dev.gantry.targets.link;

import com.jcraft.jsch.Logger;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what the SSH library says while a connection comes about, some forty lines, and passes it
 * on only where none comes about. Warnings are passed on at once, and always.
 */
final class NegotiationLog implements Logger {
  /** Of a host that is never done. */
  private static final int MOST = 400;

  private final Logger log;
  private final List<String> kept = new ArrayList<>();
  private boolean open = true;

  NegotiationLog(Logger log) {
    this.log = log;
  }

  @Override
  public boolean isEnabled(int level) {
    return level >= INFO && log.isEnabled(level);
  }

  @Override
  public void log(int level, String message) {
    if (level > INFO) {
      log.log(level, message);
    } else if (level == INFO) {
      keep(message);
    }
  }

  private synchronized void keep(String message) {
    if (open && kept.size() < MOST) {
      kept.add(message);
    }
  }

  /** The connection is there: how it came about is of no interest, nor are its new keys later. */
  synchronized void forget() {
    open = false;
    kept.clear();
  }

  /** There is no connection: what led to that is told. */
  synchronized void tell() {
    kept.forEach(message -> log.log(INFO, message));
    forget();
  }
}
