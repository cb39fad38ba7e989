package dev.gantry.settings.tree;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The text of a file, once it is known to be a text that a person may have written. */
public record SourceText(String file, String text) {
  public static final int LARGEST = 4 * 1024 * 1024;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  public static SourceText read(Path path) throws RefusedException {
    String file = path.toString();
    return of(file, bytes(path, file));
  }

  static SourceText of(String file, byte[] bytes) throws RefusedException {
    if (bytes.length > LARGEST) {
      throw refused(file, "is larger than 4 MiB", "Files that people write are a few kilobytes");
    }
    if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
      throw refused(file, "is written in UTF-16", "Save it as UTF-8");
    }
    String text = decoded(file, bytes);
    String bare = text.indexOf(BYTE_ORDER_MARK) == 0 ? text.substring(1) : text;
    new TextLines(file, bare).check();
    return new SourceText(file, bare);
  }

  private static byte[] bytes(Path path, String file) throws RefusedException {
    if (Files.isDirectory(path)) {
      throw refused(file, "is a directory, not a file", "Name the YAML file in it");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw refused(file, "is a pipe or a device, not a file", "Name a YAML file");
    }
    // Reading stops just above the cap, so that a device or a huge file does not fill the memory.
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(LARGEST + 1);
    } catch (NoSuchFileException e) {
      throw refused(file, "there is no such file", "Check the path");
    } catch (AccessDeniedException e) {
      throw refused(file, "may not be read by this user", "Check its permissions");
    } catch (IOException e) {
      throw refused(file, "cannot be read: " + e.getMessage(), "Check the file and its disk");
    }
  }

  private static String decoded(String file, byte[] bytes) throws RefusedException {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      int line = TextLines.lineAfter(out.flip());
      throw new RefusedException(
          Problem.at(file, line, "a byte here is not UTF-8", "Save the file as UTF-8"));
    }
    return out.flip().toString();
  }

  private static boolean startsWith(byte[] bytes, int first, int second) {
    return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
  }

  private static RefusedException refused(String file, String what, String remedy) {
    return new RefusedException(Problem.in(file, what, remedy));
  }
}
