package dev.gantry.golden.archive;

import dev.gantry.dossier.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Files of a folder in one plain tar. Progress is told in bytes done; cancelling ends either way
 * with a CancellationException and leaves nothing half-made.
 */
public final class PackedSet {
  private PackedSet() {}

  /** The same files give the same bytes, whatever their times, owners and rights. */
  public static void pack(
      Path root,
      SortedSet<String> files,
      Path tar,
      LongConsumer progress,
      BooleanSupplier cancelled)
      throws IOException, RefusedException {
    new TarPacking(root, new ByteProgress(progress, cancelled)).pack(files, tar);
  }

  /** Refuses the whole archive before a byte of it is written; the folder must not exist. */
  public static void unpack(Path tar, Path folder, LongConsumer progress, BooleanSupplier cancelled)
      throws IOException, RefusedException {
    new TarUnpacking(tar, new ByteProgress(progress, cancelled)).into(folder);
  }
}
