package dev.gantry.files;

import dev.gantry.dossier.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** The digest of bytes that are read, whatever their number, through a small buffer. */
public final class FileDigest {
  private static final int MOST_AT_ONCE = 1 << 16;

  private FileDigest() {}

  /** The digest of a file, and how many bytes it is of. */
  public record Counted(Digest digest, long bytes) {}

  public static Digest of(Path file) throws IOException {
    return counted(file).digest();
  }

  public static Counted counted(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return counted(stream);
    }
  }

  public static Digest of(InputStream stream) throws IOException {
    return counted(stream).digest();
  }

  private static Counted counted(InputStream stream) throws IOException {
    byte[] buffer = new byte[MOST_AT_ONCE];
    MessageDigest sha256 = Digest.sha256();
    long bytes = 0;
    for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
      sha256.update(buffer, 0, read);
      bytes += read;
    }
    return new Counted(Digest.finish(sha256.digest()), bytes);
  }
}
