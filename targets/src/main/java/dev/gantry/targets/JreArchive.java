package dev.gantry.targets;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A Java runtime in a .tar.gz archive: for which machine, which version, in which folder of it. */
record JreArchive(String architecture, int version, String folder) {
  private static final int LARGEST_RELEASE_FILE = 1 << 16;
  private static final int MOST_ENTRIES = 100_000;

  /** What e_machine of an ELF header says, as uname would say it. */
  private static final Map<Integer, String> MACHINES = Map.of(62, "x86_64", 183, "aarch64");

  private static final Pattern PROGRAM =
      Pattern.compile("(?:\\./)?((?:[A-Za-z0-9._+-]+/)?)bin/java");
  private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"?([0-9]{1,4})\\b");

  /** Throws with a sentence that goes on after the archive's name. */
  static JreArchive read(Path file) throws IOException {
    Optional<String> architecture = Optional.empty();
    Optional<String> folder = Optional.empty();
    Optional<Integer> version = Optional.empty();
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        TarArchiveInputStream archive = new TarArchiveInputStream(new GZIPInputStream(bytes))) {
      int entries = 0;
      for (TarArchiveEntry entry = archive.getNextEntry();
          entry != null && (architecture.isEmpty() || version.isEmpty());
          entry = archive.getNextEntry()) {
        if (++entries > MOST_ENTRIES) {
          throw new IOException("holds more than " + MOST_ENTRIES + " files: that is no Java");
        }
        Matcher program = PROGRAM.matcher(entry.getName());
        if (entry.isFile() && program.matches()) {
          folder = Optional.of(program.group(1));
          architecture = Optional.of(machine(archive.readNBytes(20)));
        } else if (entry.isFile() && entry.getName().matches("(\\./)?([^/]+/)?release")) {
          version = version(archive.readNBytes(LARGEST_RELEASE_FILE));
        }
      }
    } catch (java.util.zip.ZipException e) {
      throw new IOException("is no .tar.gz archive", e);
    } catch (java.io.EOFException e) {
      throw new IOException("ends early", e);
    }
    if (architecture.isEmpty() || folder.isEmpty()) {
      throw new IOException("holds no program bin/java");
    }
    return new JreArchive(
        architecture.get(),
        version.orElseThrow(
            () -> new IOException("holds no file 'release' that names its version")),
        folder.get());
  }

  private static String machine(byte[] header) throws IOException {
    if (header.length < 20 || header[0] != 0x7f || header[1] != 'E' || header[2] != 'L') {
      throw new IOException("holds a bin/java that is no Linux program");
    }
    boolean little = header[5] == 1;
    int machine = (header[little ? 18 : 19] & 0xff) | (header[little ? 19 : 18] & 0xff) << 8;
    return Optional.ofNullable(MACHINES.get(machine)).orElse("machine " + machine);
  }

  private static Optional<Integer> version(byte[] release) {
    Matcher version = VERSION.matcher(new String(release, StandardCharsets.UTF_8));
    return version.find() ? Optional.of(Integer.parseInt(version.group(1))) : Optional.empty();
  }
}
