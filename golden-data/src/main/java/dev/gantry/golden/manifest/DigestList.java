package dev.gantry.golden.manifest;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The digests of many files in the form that {@code sha256sum} writes and checks. */
final class DigestList {
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](.+)", Pattern.DOTALL);
  private static final int LONGEST = 4096 + 66;

  private DigestList() {}

  /** By path, each as {@code sha256:<hex>}. */
  static SortedMap<String, String> read(Path file) throws RefusedException {
    SortedMap<String, String> digests = new TreeMap<>();
    int number = 0;
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = line(reader); !line.isEmpty(); line = line(reader)) {
        number++;
        Matcher matcher = LINE.matcher(line.replaceFirst("\\r?\\n$", ""));
        if (!matcher.matches()) {
          throw refused(
              Problem.at(
                  file.toString(),
                  number,
                  "this is not a line of sha256sum: 64 hex digits, two spaces, a path",
                  "make the list again, such as by 'gantry golden import'"));
        }
        if (digests.put(matcher.group(2), "sha256:" + matcher.group(1)) != null) {
          throw refused(
              Problem.at(
                  file.toString(),
                  number,
                  "'" + matcher.group(2) + "' stands twice in the list",
                  "remove one of the lines"));
        }
      }
      return digests;
    } catch (NoSuchFileException e) {
      throw refused(Problem.in(file.toString(), "there is no such file", "fetch the set again"));
    } catch (CharacterCodingException e) {
      throw refused(Problem.in(file.toString(), "is not UTF-8", "save it so"));
    } catch (IOException e) {
      throw refused(
          Problem.in(file.toString(), "cannot be read: " + e.getMessage(), "check its disk"));
    }
  }

  /**
   * With its end, so that only the end of the file is empty; of a longer one, no more than that.
   */
  private static String line(BufferedReader reader) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int letter = reader.read(); letter >= 0; letter = reader.read()) {
      line.append((char) letter);
      if (letter == '\n' || line.length() > LONGEST) {
        break;
      }
    }
    return line.toString();
  }

  static void write(Path file, Map<String, String> digests) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (Map.Entry<String, String> entry : new TreeMap<>(digests).entrySet()) {
        writer.write(entry.getValue().substring("sha256:".length()) + "  " + entry.getKey() + "\n");
      }
    }
  }

  private static RefusedException refused(Problem problem) {
    return new RefusedException(problem);
  }
}
