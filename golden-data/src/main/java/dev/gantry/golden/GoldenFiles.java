package dev.gantry.golden;

import dev.gantry.dossier.Problem;
import dev.gantry.runner.FileDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Every file of a set is inside the set, and is the very bytes that the manifest names. */
record GoldenFiles(Path folder, Map<String, String> digests) {
  void check(List<Problem> problems) {
    digests.forEach((name, digest) -> check(name, digest, problems));
  }

  private void check(String name, String expected, List<Problem> problems) {
    // Absolute: "." is where people stand, and normalises to a path that nothing starts with.
    Path home = folder.toAbsolutePath().normalize();
    Path file = home.resolve(name).normalize();
    String place = folder.resolve(GoldenManifest.FILE).toString();
    if (Path.of(name).isAbsolute() || !file.startsWith(home)) {
      problems.add(
          Problem.in(place, "'" + name + "' leads out of the set", "name files inside it"));
      return;
    }
    try {
      if (!file.toRealPath().startsWith(home.toRealPath())) {
        problems.add(
            Problem.in(place, "'" + name + "' is a link out of the set", "copy the file into it"));
        return;
      }
      String found = FileDigest.of(file).toString();
      if (!found.equals(expected)) {
        problems.add(
            Problem.in(
                folder.resolve(name).toString(),
                "is " + found + ", the manifest says " + expected,
                "fetch the set again, or release it as a new version"));
      }
    } catch (IOException e) {
      problems.add(
          Problem.in(
              folder.resolve(name).toString(),
              "is listed in the manifest but cannot be read",
              "fetch it again"));
    }
  }
}
