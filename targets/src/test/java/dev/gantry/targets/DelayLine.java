package dev.gantry.targets;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/** Bytes that are under way: each comes out a while after it went in, at a bounded rate. */
final class DelayLine {
  /** A wire holds no more; whoever puts more in waits, as for a full send buffer. */
  private static final long MOST = 16 << 20;

  private final long delay;
  private final double nanosPerByte;
  private final Deque<Packet> packets = new ArrayDeque<>();
  private long held;
  private long freeAt = System.nanoTime();
  private boolean ended;

  DelayLine(Duration delay, long bytesPerSecond) {
    this.delay = delay.toNanos();
    this.nanosPerByte = 1e9 / bytesPerSecond;
  }

  private record Packet(ByteBuffer bytes, long due) {}

  synchronized void put(byte[] buffer, int length) throws InterruptedException {
    while (held > MOST && !ended) {
      wait();
    }
    long now = System.nanoTime();
    freeAt = (freeAt - now > 0 ? freeAt : now) + Math.round(length * nanosPerByte);
    packets.add(new Packet(ByteBuffer.wrap(Arrays.copyOf(buffer, length)), freeAt + delay));
    held += length;
    notifyAll();
  }

  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Until the end was put in and all before it has come out. */
  void drainTo(OutputStream out) throws IOException, InterruptedException {
    try {
      for (Packet next = next(); next.bytes().hasRemaining(); next = next()) {
        for (long left = next.due() - System.nanoTime();
            left > 0;
            left = next.due() - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        out.write(next.bytes().array());
      }
    } finally {
      end();
    }
  }

  private synchronized Packet next() throws InterruptedException {
    while (packets.isEmpty() && !ended) {
      wait();
    }
    Packet packet = packets.isEmpty() ? new Packet(ByteBuffer.allocate(0), 0) : packets.remove();
    held -= packet.bytes().remaining();
    notifyAll();
    return packet;
  }
}
