package dev.gantry.targets.link;

import dev.gantry.dossier.ByteCount;
import java.time.Duration;

/** Says how much travelled, and how long it took. */
public record TransferResult(ByteCount size, Duration took) {
  public static final TransferResult NOTHING = new TransferResult(ByteCount.ZERO, Duration.ZERO);

  static TransferResult since(long startNanos, long bytes) {
    return new TransferResult(
        new ByteCount(bytes), Duration.ofNanos(System.nanoTime() - startNanos));
  }

  public TransferResult plus(TransferResult other) {
    return new TransferResult(size.plus(other.size), took.plus(other.took));
  }

  ByteCount perSecond() {
    double seconds = Math.max(took.toNanos(), 1) / 1e9;
    return new ByteCount(Math.round(size.bytes() / seconds));
  }

  /** As people read it: {@code 187.3 MiB at 92.1 MiB/s}. */
  @Override
  public String toString() {
    return size + " at " + perSecond() + "/s";
  }
}
