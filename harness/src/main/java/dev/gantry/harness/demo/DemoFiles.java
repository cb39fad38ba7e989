package dev.gantry.harness.demo;

import dev.gantry.files.AtomicFile;
import dev.gantry.golden.ShippedSet;
import dev.gantry.harness.walk.GantryHome;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The release and rack file of the demo, laid out as a team would have them. */
public record DemoFiles(Path folder) {
  public static DemoFiles unpack(GantryHome gantryHome) throws IOException {
    Path folder = Files.createDirectories(gantryHome.home().resolve("demo"));
    for (ShippedSet set : ShippedSet.ALL) {
      set.unpack(folder);
    }
    DemoFiles files = new DemoFiles(folder);
    copy("release.yaml", files.release());
    copy("rack.yaml", files.rack());
    return files;
  }

  public Path release() {
    return folder.resolve("release.yaml");
  }

  public Path rack() {
    return folder.resolve("rack.yaml");
  }

  private static void copy(String name, Path to) throws IOException {
    try (InputStream stream = DemoFiles.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new FileNotFoundException(name + " is missing from this installation of Gantry");
      }
      Path part = Files.createTempFile(to.getParent(), "part", "");
      Files.copy(stream, part, StandardCopyOption.REPLACE_EXISTING);
      AtomicFile.place(part, to);
    }
  }
}
