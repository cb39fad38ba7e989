package dev.gantry.settings;

import dev.gantry.dossier.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Real files in a folder of the test's own. */
public record Scratch(Path folder) {
  Path file(byte[] bytes) {
    try {
      return Files.write(folder.resolve("some.yaml"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public <T extends Record> ReadResult<T> read(Class<T> type, String text) {
    return new SettingsFile<>(type).read(file(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Every problem as {@code line: what. remedy}, without the folder. */
  public static List<String> lines(ReadResult<?> read) {
    return read.problems().stream().map(Scratch::line).toList();
  }

  private static String line(Problem problem) {
    String line = problem.line().isPresent() ? problem.line().getAsInt() + ": " : "";
    return line + problem.what() + ". " + problem.remedy();
  }
}
