package dev.gantry.harness.command.option;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Folders that hold engines as a dossier does: model, precision, board kind. */
public record EngineFolders(Path top, List<Path> engines) {
  private static final List<String> ENGINES =
      Stream.of(Backend.values()).map(Backend::engineFile).distinct().toList();
  private static final String RECORD = "engine.json";
  private static final int DEEPEST = 4;
  private static final int MOST = 1000;

  public static EngineFolders under(Path top) throws IOException {
    try (Stream<Path> found =
        Files.find(top, DEEPEST, (file, facts) -> facts.isRegularFile() && file.endsWith(RECORD))) {
      return new EngineFolders(
          top,
          found
              .flatMap(record -> ENGINES.stream().map(record::resolveSibling))
              .filter(Files::isRegularFile)
              .limit(MOST)
              .sorted()
              .toList());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Where the folder is that of one engine. */
  public boolean isOne() {
    return engines.size() == 1 && engines.get(0).resolveSibling("").equals(top.resolve(""));
  }

  public String name(Path engine) {
    Path folder = top.relativize(engine.resolveSibling(""));
    return folder.toString().replace('\\', '/');
  }

  public static Path record(Path engine) {
    return engine.resolveSibling(RECORD);
  }

  public static RefusedException changed(Path engine) {
    return new RefusedException(
        Problem.in(
            engine.toString(),
            "is not the engine that " + RECORD + " beside it tells of",
            "use an untouched copy of the dossier"));
  }
}
