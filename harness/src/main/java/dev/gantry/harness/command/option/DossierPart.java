package dev.gantry.harness.command.option;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Refuses a path that makes sense only together with what lies around it, such as a file of a
 * dossier, and says what to name instead.
 */
public record DossierPart(Path path) {
  private static final int DEEPEST = 7;

  /** Says what to name instead; lets pass what may well be named by itself. */
  public void refuse() throws RefusedException {
    String name = String.valueOf(path.getFileName());
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      refuseSettings(name);
    }
    Path above = path.toAbsolutePath().normalize().getParent();
    for (int step = 0; step < DEEPEST && above != null && !isEngine(name); step++) {
      if (Files.isRegularFile(above.resolve("journal.jsonl"))) {
        throw refused(
            "is a part of a dossier that says nothing alone", "name the dossier: " + above);
      }
      above = above.getParent();
    }
  }

  private static boolean isEngine(String name) {
    return name.endsWith(".onnx") || name.equals(Backend.TENSORRT.engineFile());
  }

  private void refuseSettings(String name) throws RefusedException {
    if (!Files.isRegularFile(path)) {
      return;
    }
    if (name.startsWith("golden.")) {
      throw refused("is the description of a golden set", "name the folder that it lies in");
    }
    throw refused(
        "is a settings file, not a model",
        "'gantry plan' tells what a release file asks for, 'gantry rack list' what a rack holds");
  }

  private RefusedException refused(String what, String remedy) {
    return new RefusedException(Problem.in(path.toString(), what, remedy));
  }
}
