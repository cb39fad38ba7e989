package dev.gantry.targets.store;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.files.FileDigest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Bytes that may have to travel to a board, named by their digest, and where they lie here. */
public record StoredFile(Digest digest, ByteCount size, Source source, Optional<Path> file) {
  public StoredFile(Digest digest, ByteCount size, Source source) {
    this(digest, size, source, Optional.empty());
  }

  /** Opens the bytes for reading, as often as needed. */
  public interface Source {
    InputStream open() throws IOException;
  }

  public static StoredFile of(Path file) throws IOException {
    return of(file, FileDigest.of(file));
  }

  /**
   * The same for a file whose digest was found before: the board reads what arrives, and refuses
   * other bytes.
   */
  public static StoredFile of(Path file, Digest digest) throws IOException {
    return new StoredFile(
        digest,
        new ByteCount(Files.size(file)),
        () -> Files.newInputStream(file),
        Optional.of(file));
  }

  public static StoredFile of(Source source) throws IOException {
    CountingStream stream = new CountingStream(source.open());
    try (stream) {
      Digest digest = FileDigest.of(stream);
      return new StoredFile(digest, new ByteCount(stream.count()), source);
    }
  }

  private static final class CountingStream extends FilterInputStream {
    private long count;

    CountingStream(InputStream stream) {
      super(stream);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      count += Math.max(read, 0);
      return read;
    }

    long count() {
      return count;
    }
  }
}
