package dev.gantry.golden;

import dev.gantry.dossier.Digest;
import dev.gantry.files.AtomicFile;
import dev.gantry.files.FileDigest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A trained model with its golden set that comes with Gantry. */
public record ShippedSet(String name) {
  public static final ShippedSet RAIL_SIGNALS = new ShippedSet("rail-signals");
  public static final ShippedSet TRACK_OBJECTS = new ShippedSet("track-objects");
  public static final ShippedSet FREE_SPACE = new ShippedSet("free-space");

  /** A classifier, a detector and a segmenter. */
  public static final List<ShippedSet> ALL = List.of(RAIL_SIGNALS, TRACK_OBJECTS, FREE_SPACE);

  /** The names of all files; one list, because a jar cannot be listed like a folder. */
  private static final String INDEX = "files.txt";

  /** A shipped set, unpacked where models and golden sets are looked for: on disk. */
  public record Unpacked(Path model, Path set) {}

  /** Writes only what is not there already; the opening of the set checks every byte anyway. */
  public Unpacked unpack(Path folder) throws IOException {
    Path target = folder.resolve(name);
    for (String file : files()) {
      Path copy = target.resolve(file);
      byte[] bytes = bytes(file);
      if (!Files.isRegularFile(copy) || !FileDigest.of(copy).equals(Digest.of(bytes))) {
        Files.createDirectories(copy.getParent());
        Path part = Files.createTempFile(copy.getParent(), "part", "");
        Files.write(part, bytes);
        AtomicFile.place(part, copy);
      }
    }
    return new Unpacked(target.resolve("model.onnx"), target.resolve("set"));
  }

  private List<String> files() throws IOException {
    return new String(bytes(INDEX), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank())
        .toList();
  }

  private byte[] bytes(String file) throws IOException {
    String path = "shipped/" + name + "/" + file;
    try (InputStream stream = ShippedSet.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new FileNotFoundException(path + " is missing from this installation of Gantry");
      }
      return stream.readAllBytes();
    }
  }
}
