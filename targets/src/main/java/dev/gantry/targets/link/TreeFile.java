package dev.gantry.targets.link;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of a tree that travels as one, by its path within the tree; with the digest that it must
 * have, where that is known before.
 */
public record TreeFile(String name, ByteCount size, Optional<Digest> digest, Bytes bytes) {
  static final String RULE =
      "parts between single slashes, none of them empty, '.', '..', longer than 255 bytes, or "
          + "starting with '-', and no control letter or backslash";
  private static final int LONGEST_PART = 255;
  private static final int LONGEST = 2000;

  /** Opens the bytes for reading. */
  public interface Bytes {
    InputStream open() throws IOException;
  }

  public TreeFile {
    if (!isSafe(name)) {
      throw new IllegalArgumentException("'" + name + "' is no path for a file of a tree: " + RULE);
    }
  }

  public static TreeFile of(String name, Path file) throws IOException {
    return new TreeFile(
        name, new ByteCount(Files.size(file)), Optional.empty(), () -> Files.newInputStream(file));
  }

  public static TreeFile of(String name, byte[] bytes) {
    byte[] copy = bytes.clone();
    return new TreeFile(
        name, new ByteCount(copy.length), Optional.empty(), () -> new ByteArrayInputStream(copy));
  }

  private static boolean isSafe(String path) {
    if (path.length() > LONGEST || path.chars().anyMatch(TreeFile::isOdd)) {
      return false;
    }
    for (String part : path.split("/", -1)) {
      if (part.isEmpty()
          || part.equals(".")
          || part.equals("..")
          || part.startsWith("-")
          || part.getBytes(StandardCharsets.UTF_8).length > LONGEST_PART) {
        return false;
      }
    }
    return !path.equals(TreeStream.SUMS);
  }

  private static boolean isOdd(int letter) {
    return Character.isISOControl(letter) || letter == '\\';
  }
}
