package dev.gantry.runner;

import dev.gantry.dossier.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** The digest of bytes that are read, whatever their number, through a small buffer. */
public final class FileDigest {
  private FileDigest() {}

  public static Digest of(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return of(stream);
    }
  }

  public static Digest of(InputStream stream) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    byte[] buffer = new byte[1 << 16];
    for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
      sha256.update(buffer, 0, read);
    }
    return Digest.finish(sha256.digest());
  }
}
