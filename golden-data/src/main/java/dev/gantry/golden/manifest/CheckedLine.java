package dev.gantry.golden.manifest;

import dev.gantry.dossier.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The last line of a manifest, {@code checked: sha256:…}: every sample was opened when the set was
 * made. It names all that stands before it, which names every file; so it holds as long as no byte
 * of the set has changed, and no longer.
 */
public final class CheckedLine {
  private static final String START = "checked: ";

  private CheckedLine() {}

  public static void append(Path manifest) throws IOException {
    String line = START + Digest.of(Files.readAllBytes(manifest)) + "\n";
    Files.writeString(manifest, line, StandardOpenOption.APPEND);
  }

  /** Whether such a line stands at the end, and is about these very bytes. */
  static boolean holds(byte[] manifest) {
    int end = manifest.length - 1;
    int start = end;
    while (start > 0 && manifest[start - 1] != '\n') {
      start--;
    }
    if (end < 1 || manifest[end] != '\n' || start == 0) {
      return false;
    }
    String line = new String(manifest, start, end - start, StandardCharsets.UTF_8);
    return line.equals(START + Digest.of(Arrays.copyOf(manifest, start)));
  }
}
