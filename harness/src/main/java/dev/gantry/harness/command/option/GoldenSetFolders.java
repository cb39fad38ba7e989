package dev.gantry.harness.command.option;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.files.FileDigest;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.archive.PackedSet;
import dev.gantry.harness.walk.GantryHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** Opens golden sets: a folder as it lies, a packed set once it is unpacked in Gantry's home. */
public record GoldenSetFolders(GantryHome gantryHome, BooleanSupplier cancelled) {
  public GoldenFolder look(Path set) throws RefusedException, IOException {
    return GoldenFolder.look(folder(set));
  }

  /** The same, but the set may be one that is only begun: inputs are enough. */
  public GoldenFolder draft(Path set) throws RefusedException, IOException {
    return GoldenFolder.draft(folder(set));
  }

  private Path folder(Path set) throws RefusedException, IOException {
    if (!Files.isRegularFile(set)) {
      return set;
    }
    if (!String.valueOf(set.getFileName()).endsWith(".tar")) {
      throw new RefusedException(
          Problem.in(
              set.toString(),
              "is a file; a golden set is a folder or a packed set (.tar)",
              "name the folder that it belongs to"));
    }
    Path sets = Files.createDirectories(gantryHome.home().resolve("golden"));
    Path unpacked = sets.resolve(FileDigest.of(set).hex());
    if (!Files.isDirectory(unpacked)) {
      PackedSet.unpack(set, unpacked, bytes -> {}, cancelled);
    }
    return unpacked;
  }
}
