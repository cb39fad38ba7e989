package dev.gantry.targets.link;

import dev.gantry.dossier.Digest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Files one after another in one tar stream. What they hashed to comes last, so that a stream that
 * breaks off, wherever it does, cannot be taken for a whole one.
 */
final class TreeStream {
  /** The list of hashes, in the words of sha256sum. */
  static final String SUMS = ".sha256sums";

  private final OutputStream to;
  private final TarArchiveOutputStream tar;
  private final TransferMeter meter;
  private final Map<String, Digest> digests = new TreeMap<>();
  private final byte[] buffer = new byte[1 << 15];

  TreeStream(OutputStream to, TransferMeter meter) {
    this.to = new BufferedOutputStream(to, 1 << 15);
    this.tar = new TarArchiveOutputStream(this.to, StandardCharsets.UTF_8.name());
    this.meter = meter;
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
  }

  void add(TreeFile file) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    tar.putArchiveEntry(entry(file.name(), file.size().bytes()));
    try (InputStream stream = file.bytes().open()) {
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        tar.write(buffer, 0, read);
        sha256.update(buffer, 0, read);
        if (!meter.count(read)) {
          throw new CancellationException();
        }
      }
    }
    tar.closeArchiveEntry();
    note(file, Digest.finish(sha256.digest()));
  }

  /** What was sent, file by file; only now is the stream whole. */
  Map<String, Digest> finish() throws IOException {
    StringBuilder sums = new StringBuilder();
    digests.forEach(
        (name, digest) -> sums.append(digest.hex()).append("  ").append(name).append('\n'));
    byte[] bytes = sums.toString().getBytes(StandardCharsets.UTF_8);
    tar.putArchiveEntry(entry(SUMS, bytes.length));
    tar.write(bytes);
    tar.closeArchiveEntry();
    tar.finish();
    to.flush();
    return Map.copyOf(digests);
  }

  private void note(TreeFile file, Digest digest) throws IOException {
    if (file.digest().isPresent() && !file.digest().get().equals(digest)) {
      throw new IOException(
          file.name() + " is damaged: expected " + file.digest().get() + ", read " + digest);
    }
    if (digests.put(file.name(), digest) != null) {
      throw new IOException("there are two files " + file.name());
    }
  }

  private static TarArchiveEntry entry(String name, long size) {
    // Not by a file: names, times and owners of this computer are no business of the board.
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(size);
    entry.setMode(0100644);
    return entry;
  }
}
