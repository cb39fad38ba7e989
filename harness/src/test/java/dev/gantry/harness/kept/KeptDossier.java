package dev.gantry.harness.kept;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Results of a run that an earlier version left; how they were made stands beside them. */
record KeptDossier(String name) {
  static List<KeptDossier> all() {
    return List.of("judged-1", "judged-2", "judged-3").stream().map(KeptDossier::new).toList();
  }

  /** The --out folder of the run, in a folder of its own. */
  Path unpack(Path folder) throws IOException {
    Path out = Files.createDirectories(folder.resolve(name));
    try (InputStream packed = KeptDossier.class.getResourceAsStream(name + ".zip");
        ZipInputStream zip = new ZipInputStream(Objects.requireNonNull(packed))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = out.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
    return out;
  }

  @Override
  public String toString() {
    return name;
  }
}
