package dev.gantry.golden.sheet;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks the file that a sheet is to be written to, so that nothing else is lost by it. */
public record SheetPlace(Path file) {
  static final String GENERATOR = "Gantry golden sheet";
  private static final int HEAD = 512;

  /** Looked at before the work, so that nobody waits in vain. */
  public void require() throws RefusedException, IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw refused("is a folder", "name a file, such as " + file.resolve("sheet.html"));
    }
    if (parent == null || !Files.isDirectory(parent)) {
      throw refused("its folder does not exist", "make it first, or name another");
    }
    if (Files.exists(file) && !isSheet()) {
      throw refused("is there already, and no sheet of a golden set", "name another file");
    }
  }

  private boolean isSheet() throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return new String(stream.readNBytes(HEAD), StandardCharsets.UTF_8).contains(GENERATOR);
    }
  }

  private RefusedException refused(String what, String remedy) {
    return new RefusedException(Problem.in(file.toString(), what, remedy));
  }
}
