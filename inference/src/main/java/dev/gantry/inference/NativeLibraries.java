package dev.gantry.inference;

import ai.onnxruntime.OrtEnvironment;
import dev.gantry.dossier.Digest;
import dev.gantry.files.AtomicFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * Unpacks ONNX Runtime's libraries once, into a folder that stays. Left to itself each process
 * unpacks 28 MB into the temporary folder, and leaves an empty folder there.
 */
public final class NativeLibraries {
  /** Names the folder; where it is not named, the runtime unpacks for itself. */
  public static final String FOLDER = "gantry.onnxruntime.folder";

  /** Where the runtime looks before it unpacks. */
  private static final String PATH = "onnxruntime.native.path";

  private static final List<String> NAMES = List.of("onnxruntime", "onnxruntime4j_jni");
  private static final Duration LEFT_BEHIND = Duration.ofHours(1);

  private final Path folder;

  NativeLibraries(Path folder) {
    this.folder = folder;
  }

  /** Before the runtime starts in this process. */
  static void provide() {
    String folder = System.getProperty(FOLDER, "");
    if (folder.isEmpty() || System.getProperty(PATH) != null) {
      return;
    }
    try {
      System.setProperty(PATH, new NativeLibraries(Path.of(folder)).unpacked().toString());
    } catch (IOException | InvalidPathException e) {
      // A disk that is full or a folder of somebody else's: the runtime unpacks for itself.
    }
  }

  /** One library, as the jar has it. */
  private record Packed(String name, URL url, long size, long crc) {}

  /** The folder in which both lie, whole, and of this very version. */
  private Path unpacked() throws IOException {
    List<Packed> libraries = new ArrayList<>();
    StringBuilder all = new StringBuilder();
    for (String name : NAMES) {
      Packed packed = packed(System.mapLibraryName(name));
      libraries.add(packed);
      all.append(packed.name()).append(' ').append(packed.size()).append(' ').append(packed.crc());
    }
    String version = Digest.of(all.toString().getBytes(StandardCharsets.UTF_8)).shortName();
    Path place = Files.createDirectories(folder.resolve(version)).toAbsolutePath();
    for (Packed library : libraries) {
      if (!whole(place.resolve(library.name()), library)) {
        unpack(library, place);
      }
    }
    return place;
  }

  private static Packed packed(String name) throws IOException {
    String platform = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64";
    String path = "/ai/onnxruntime/native/linux-" + platform + "/" + name;
    URL url = OrtEnvironment.class.getResource(path);
    if (url == null) {
      throw new FileNotFoundException(path);
    }
    URLConnection connection = url.openConnection();
    if (!(connection instanceof JarURLConnection jar)) {
      throw new FileNotFoundException(path + " is in no jar");
    }
    JarEntry entry = jar.getJarEntry();
    return new Packed(name, url, entry.getSize(), entry.getCrc());
  }

  /** Read whole at every start: a damaged library would end the process without a word. */
  private static boolean whole(Path file, Packed packed) throws IOException {
    try {
      if (Files.size(file) != packed.size()) {
        return false;
      }
    } catch (NoSuchFileException e) {
      return false;
    }
    CRC32 sum = new CRC32();
    byte[] buffer = new byte[1 << 16];
    try (InputStream stream = new CheckedInputStream(Files.newInputStream(file), sum)) {
      while (stream.read(buffer) >= 0) {
        // Only the sum counts.
      }
    }
    return sum.getValue() == packed.crc();
  }

  /** Moved into place whole: another process may load it at this moment. */
  private static void unpack(Packed library, Path place) throws IOException {
    sweep(place);
    Path part = Files.createTempFile(place, library.name(), AtomicFile.PART);
    try {
      try (InputStream stream = library.url().openStream()) {
        Files.copy(stream, part, StandardCopyOption.REPLACE_EXISTING);
      }
      if (!whole(part, library)) {
        throw new IOException(part + " is not what was unpacked");
      }
      AtomicFile.place(part, place.resolve(library.name()));
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** What processes left half unpacked that were killed. */
  private static void sweep(Path place) throws IOException {
    FileTime old = FileTime.from(Instant.now().minus(LEFT_BEHIND));
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(place, "*" + AtomicFile.PART)) {
      for (Path part : parts) {
        if (Files.getLastModifiedTime(part).compareTo(old) < 0) {
          Files.deleteIfExists(part);
        }
      }
    } catch (NoSuchFileException e) {
      // Its owner was done with it just now.
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }
}
