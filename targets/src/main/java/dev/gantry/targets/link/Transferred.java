package dev.gantry.targets.link;

import dev.gantry.dossier.ByteCount;
import java.time.Duration;

/** How much travelled, and how long it took. */
public record Transferred(ByteCount size, Duration took) {
  public static final Transferred NOTHING = new Transferred(ByteCount.ZERO, Duration.ZERO);

  static Transferred since(long startNanos, long bytes) {
    return new Transferred(new ByteCount(bytes), Duration.ofNanos(System.nanoTime() - startNanos));
  }

  public Transferred plus(Transferred other) {
    return new Transferred(size.plus(other.size), took.plus(other.took));
  }

  public ByteCount perSecond() {
    double seconds = Math.max(took.toNanos(), 1) / 1e9;
    return new ByteCount(Math.round(size.bytes() / seconds));
  }

  /** As people read it: {@code 187.3 MiB at 92.1 MiB/s}. */
  @Override
  public String toString() {
    return size + " at " + perSecond() + "/s";
  }
}
