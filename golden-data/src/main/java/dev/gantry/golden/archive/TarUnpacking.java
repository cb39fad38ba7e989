package dev.gantry.golden.archive;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.files.AtomicFile;
import dev.gantry.files.FileTrees;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Unpacks a tar beside its place, and moves it there when it is whole. */
record TarUnpacking(Path tar, ByteProgress watch) {
  void into(Path folder) throws IOException, RefusedException {
    Path target = folder.toAbsolutePath().normalize();
    requireFree(target);
    if (!Files.isRegularFile(tar)) {
      throw refused("is no file", "name a packed set");
    }
    try (FileChannel channel = FileChannel.open(tar)) {
      List<PackedEntry> entries = index(channel);
      requireSpace(entries, target);
      Path fresh = fresh(target);
      try {
        for (PackedEntry entry : entries) {
          write(entry, channel, fresh);
        }
        requireFree(target);
        AtomicFile.place(fresh, target);
      } finally {
        FileTrees.delete(fresh);
      }
    }
  }

  private List<PackedEntry> index(FileChannel channel) throws IOException, RefusedException {
    try {
      ByteBuffer start = ByteBuffer.allocate(TarBlocks.BLOCK);
      while (start.hasRemaining() && channel.read(start, start.position()) >= 0) {
        watch.requireWanted();
      }
      PlainTarCheck.requireTar(start.array(), channel.size());
      List<PackedEntry> entries = TarIndex.read(new TarBlocks(channel));
      if (entries.isEmpty()) {
        throw new IOException("holds no files: pack the set again");
      }
      return entries;
    } catch (ClosedChannelException e) {
      // The thread was interrupted: that is no fault of the archive.
      throw e;
    } catch (IOException e) {
      throw refused(String.valueOf(e.getMessage()), "fetch the archive again, or pack it again");
    }
  }

  private void requireFree(Path target) throws RefusedException {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new RefusedException(
          Problem.in(
              target.toString(), "exists, and nothing is unpacked over it", "name a new folder"));
    }
  }

  private void requireSpace(List<PackedEntry> entries, Path target)
      throws IOException, RefusedException {
    Path parent = parent(target);
    if (!Files.isDirectory(parent)) {
      throw new RefusedException(Problem.in(parent.toString(), "is not a folder", "make it first"));
    }
    long needed = entries.stream().mapToLong(PackedEntry::size).sum();
    long free = Files.getFileStore(parent).getUsableSpace();
    if (needed > free) {
      throw refused(
          "holds " + new ByteCount(needed) + ", and " + parent + " has " + new ByteCount(free),
          "make room, or unpack it elsewhere");
    }
  }

  private static Path fresh(Path target) throws IOException {
    // Not the rights of a temporary folder, which only its owner may read: it stays.
    return Files.createTempDirectory(
        parent(target),
        "." + target.getFileName() + ".part",
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
  }

  private static Path parent(Path target) {
    Path parent = target.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("no folder can be unpacked to " + target);
    }
    return parent;
  }

  private void write(PackedEntry entry, FileChannel channel, Path fresh)
      throws IOException, RefusedException {
    Path file = fresh.resolve(entry.name());
    Files.createDirectories(parent(file));
    watch.requireWanted();
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(1 << 16, Math.max(1, entry.size())));
    try (FileChannel output =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long position = entry.position();
      long end = position + entry.size();
      while (position < end) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
        int read = channel.read(buffer, position);
        if (read < 0) {
          throw refused("was cut off while it was read", "unpack it when it is whole");
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
          output.write(buffer);
        }
        position += read;
        watch.done(read);
      }
    }
  }

  private RefusedException refused(String what, String remedy) {
    return new RefusedException(Problem.in(tar.toString(), what, remedy));
  }
}
