package dev.gantry.runner;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Native memory that is lent and used again: to take it anew for each inference costs as much as
 * small models do. Holds as much as was ever lent at once.
 */
final class NativeMemory {
  private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();

  /** At least this many bytes, with whatever was in them before. */
  ByteBuffer take(int bytes) {
    return Optional.ofNullable(free.poll())
        .filter(buffer -> buffer.capacity() >= bytes)
        .orElseGet(() -> ByteBuffer.allocateDirect(bytes))
        .order(ByteOrder.nativeOrder());
  }

  void giveBack(ByteBuffer buffer) {
    free.add(buffer);
  }
}
