package dev.gantry.golden;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Real models with test data that are not part of the project, where this computer has them. */
final class SharedModels {
  private SharedModels() {}

  static Path folder() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path models = at.resolve("shared/models");
      if (Files.isDirectory(models)) {
        return models;
      }
    }
    return abort("SKIPPED: nothing is said about real models, no folder shared/models is here");
  }

  static List<Path> withTestData() throws IOException {
    try (Stream<Path> models = Files.list(folder())) {
      return models
          .filter(model -> Files.isDirectory(model.resolve("test_data_set_0")))
          .sorted()
          .toList();
    }
  }
}
