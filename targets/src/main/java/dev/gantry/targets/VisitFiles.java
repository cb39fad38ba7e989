package dev.gantry.targets;

import dev.gantry.dossier.RigException;
import dev.gantry.files.FileTrees;
import dev.gantry.targets.link.RackTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Files that a visit needs on this computer for a while; they go when it ends. */
final class VisitFiles implements AutoCloseable {
  private final String board;
  private Optional<Path> folder = Optional.empty();
  private int files;

  VisitFiles(String board) {
    this.board = board;
  }

  /** A fresh file with a name that people may know it by. */
  Path file(String name) throws RigException {
    try {
      if (folder.isEmpty()) {
        folder = Optional.of(Files.createTempDirectory("gantry-visit-"));
      }
      return folder.get().resolve(files++ + "-" + name);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  void copy(Path from, Path to) throws RigException {
    try {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private RigException unusable(IOException e) {
    return RackTrouble.at(
        "this computer",
        "what " + board + " measured cannot be kept: " + e.getMessage(),
        "check free space of the temporary folder and of the --out folder",
        e);
  }

  @Override
  public void close() {
    if (folder.isEmpty()) {
      return;
    }
    try {
      FileTrees.delete(folder.get());
    } catch (IOException e) {
      // They lie in a temporary folder.
    }
  }
}
