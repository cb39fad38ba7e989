package dev.gantry.harness.command.option;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** A file that appears whole or not at all, and never over another. */
public record NewFile(Path place) {
  /** What stands in its way. */
  public List<Problem> problems() {
    return Files.exists(place, LinkOption.NOFOLLOW_LINKS)
        ? List.of(Problem.in(place.toString(), "is there already", "name a new file, or remove it"))
        : List.of();
  }

  private void requireFree() throws RefusedException {
    List<Problem> problems = problems();
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
  }

  public void copyOf(Path made) throws RefusedException, IOException {
    Path target = place.toAbsolutePath().normalize();
    Path parent = target.getParent();
    if (parent == null || target.getFileName() == null) {
      throw new RefusedException(
          Problem.in(place.toString(), "cannot be a new file", "name another"));
    }
    Files.createDirectories(parent);
    long process = ProcessHandle.current().pid();
    Path part = parent.resolve("." + target.getFileName() + "." + process + ".part");
    try {
      AtomicFile.copyBytes(made, part);
      requireFree();
      AtomicFile.publish(part, target);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
