package dev.gantry.golden.array;

import dev.gantry.dossier.ByteCount;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongSupplier;

/** The memory that is left, asked before it is taken. */
public final class HeapRoom {
  // Java gives no array of more bytes than this.
  private static final long LARGEST = Integer.MAX_VALUE - 8L;

  private final LongSupplier left;
  private final Runnable tidy;

  HeapRoom(LongSupplier left, Runnable tidy) {
    this.left = left;
    this.tidy = tidy;
  }

  public static HeapRoom ofThisProcess() {
    Runtime java = Runtime.getRuntime();
    return new HeapRoom(
        () -> java.maxMemory() - java.totalMemory() + java.freeMemory(), Runtime.getRuntime()::gc);
  }

  /** Fails with a sentence that continues after the name of what was to be read. */
  public void require(long bytes) throws IOException {
    if (bytes > LARGEST) {
      throw new IOException(
          "needs "
              + new ByteCount(bytes)
              + ", and one tensor holds at most 2.0 GiB: split it, or stack it and read its rows");
    }
    // What nobody uses any more counts as used until it is collected, so a first no is not final.
    if (bytes > left.getAsLong()) {
      tidy.run();
    }
    long free = Math.max(0, left.getAsLong());
    if (bytes > free) {
      throw new IOException(
          "needs "
              + new ByteCount(bytes)
              + ", and this process may use "
              + new ByteCount(free)
              + ": give Java more memory (-Xmx), or split the file");
    }
  }

  /** Little-endian memory, if there is room for it. */
  ByteBuffer take(long bytes) throws IOException {
    require(bytes);
    return ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
