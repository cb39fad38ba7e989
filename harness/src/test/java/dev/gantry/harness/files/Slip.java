package dev.gantry.harness.files;

import dev.gantry.dossier.Problem;
import dev.gantry.settings.ReadResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A good text with one part replaced, written to a real file. */
record Slip(String good, String part, String replacement) {
  Path in(Path folder) {
    if (!good.contains(part)) {
      throw new IllegalArgumentException("the good text does not hold " + part);
    }
    try {
      return Files.writeString(folder.resolve("some.yaml"), good.replace(part, replacement));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every problem as {@code line: what. remedy}, without the folder. */
  static List<String> told(ReadResult<?> read) {
    return read.problems().stream().map(Slip::told).toList();
  }

  private static String told(Problem problem) {
    String text = problem.line().orElse(0) + ": " + problem.what();
    return problem.remedy().isEmpty() ? text : text + ". " + problem.remedy();
  }
}
