package dev.gantry.golden;

import dev.gantry.dossier.Problem;
import dev.gantry.files.FileDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Checks that the files of a set are the very bytes that the manifest names. */
record GoldenFiles(Path folder) {
  /** Tells what was found at a name: what is wrong with it, and how many bytes were read. */
  record Found(Optional<Problem> objection, long bytes) {}

  Found look(String name, String expected) {
    Path file = folder.resolve(name);
    try {
      FileDigest.Counted counted = FileDigest.counted(file);
      String found = counted.digest().toString();
      return found.equals(expected)
          ? new Found(Optional.empty(), counted.bytes())
          : new Found(
              Optional.of(
                  Problem.in(
                      file.toString(),
                      "is " + found + ", the manifest says " + expected,
                      "fetch the set again, or release it as a new version")),
              counted.bytes());
    } catch (IOException e) {
      return new Found(
          Optional.of(
              Problem.in(
                  file.toString(),
                  "is listed in the manifest but cannot be read",
                  "fetch it again")),
          0);
    }
  }
}
