package dev.gantry.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;

/**
 * Takes the lock of a file, which ends with the channel or the process. Such a lock is the
 * process's, so that a second taker in the same process is turned away here too.
 */
public final class FileLocks {
  private FileLocks() {}

  /** False where another process, or another channel of this one, has it. */
  public static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
