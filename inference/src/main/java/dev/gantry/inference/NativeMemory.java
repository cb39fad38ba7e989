package dev.gantry.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Native memory that is lent and used again: to take it anew for each inference costs as much as
 * small models do. Holds as much as was ever lent at once.
 */
public final class NativeMemory {
  private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();

  /** At least this many bytes, with whatever was in them before. */
  public ByteBuffer take(int bytes) {
    return Optional.ofNullable(free.poll())
        .filter(buffer -> buffer.capacity() >= bytes)
        .orElseGet(() -> ByteBuffer.allocateDirect(bytes))
        .order(ByteOrder.nativeOrder());
  }

  public void giveBack(ByteBuffer buffer) {
    free.add(buffer);
  }
}
