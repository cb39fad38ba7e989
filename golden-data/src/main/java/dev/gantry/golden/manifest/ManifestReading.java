package dev.gantry.golden.manifest;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.settings.ReadResult;
import dev.gantry.settings.SettingsFile;
import dev.gantry.settings.shape.RecordLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A manifest with the lists that it names: all samples, and the digests of all files by path with
 * '/' between its parts; and whether it was checked as it stands.
 */
public record ManifestReading(
    GoldenManifest manifest,
    List<GoldenManifest.SampleEntry> samples,
    SortedMap<String, String> files,
    boolean checked) {

  /** Refuses what cannot be read at all; the set's own rules are not looked at here. */
  public static ManifestReading of(Path folder) throws RefusedException {
    Path file = folder.resolve(GoldenManifest.FILE);
    ReadResult<GoldenManifest> read = new SettingsFile<>(GoldenManifest.class).read(file);
    // Before all else: the keys of a later form are not slips.
    Optional<String> schema = read.parts().text(GoldenManifest::schema);
    if (schema.isPresent() && !schema.get().equals(GoldenManifest.SCHEMA)) {
      throw new RefusedException(
          Problem.in(
              file.toString(),
              "it follows '" + schema.get() + "', this version reads " + GoldenManifest.SCHEMA,
              ""));
    }
    GoldenManifest manifest = read.orRefuse();
    List<GoldenManifest.SampleEntry> samples = new ArrayList<>(manifest.samples());
    if (manifest.sampleIndex().isPresent()) {
      if (!samples.isEmpty()) {
        throw new RefusedException(
            Problem.in(
                file.toString(),
                "has both samples and a sample-index",
                "keep all samples in one of the two"));
      }
      Path index = inside(folder, manifest.sampleIndex().get(), "sample-index");
      List<Problem> problems =
          new RecordLines<>(GoldenManifest.SampleEntry.class).read(index, samples::add);
      if (!problems.isEmpty()) {
        throw new RefusedException(problems);
      }
      if (samples.isEmpty()) {
        throw new RefusedException(
            Problem.in(index.toString(), "holds no sample", "write one JSON object a line"));
      }
    }
    return new ManifestReading(
        manifest,
        samples,
        files(folder, manifest),
        manifest.checked().isPresent() && checked(file));
  }

  /** The same with samples that were found elsewhere. */
  public ManifestReading with(List<GoldenManifest.SampleEntry> found) {
    return new ManifestReading(manifest, found, files, false);
  }

  private static boolean checked(Path file) throws RefusedException {
    try {
      return CheckedLine.holds(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new RefusedException(
          Problem.in(file.toString(), "cannot be read: " + e.getMessage(), "try again"));
    }
  }

  private static SortedMap<String, String> files(Path folder, GoldenManifest manifest)
      throws RefusedException {
    SortedMap<String, String> files = new TreeMap<>(manifest.files());
    if (manifest.fileIndex().isPresent()) {
      Path index = inside(folder, manifest.fileIndex().get(), "file-index");
      for (var entry : DigestList.read(index).entrySet()) {
        String before = files.putIfAbsent(entry.getKey(), entry.getValue());
        if (before != null && !before.equals(entry.getValue())) {
          throw new RefusedException(
              Problem.in(
                  index.toString(),
                  "'" + entry.getKey() + "' has another digest in " + GoldenManifest.FILE,
                  "keep one of the two"));
        }
      }
    }
    return files;
  }

  private static boolean linksOut(Path home, Path file) {
    try {
      return !file.toRealPath().startsWith(home.toRealPath());
    } catch (IOException e) {
      // It is not there, which is told when it is read.
      return false;
    }
  }

  /** A list outside the set would be read before any digest could be held against it. */
  private static Path inside(Path folder, Path name, String key) throws RefusedException {
    Path home = folder.toAbsolutePath().normalize();
    Path file = home.resolve(name).normalize();
    if (name.isAbsolute() || !file.startsWith(home)) {
      throw new RefusedException(
          Problem.in(
              folder.resolve(GoldenManifest.FILE).toString(),
              key + " '" + name + "' leads out of the set",
              "name a file inside it"));
    }
    if (linksOut(home, folder.resolve(name))) {
      throw new RefusedException(
          Problem.in(
              folder.resolve(GoldenManifest.FILE).toString(),
              key + " '" + name + "' is a link out of the set",
              "copy the file into it"));
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new RefusedException(
          Problem.in(file.toString(), "is a folder or a pipe, not a file", "name a file"));
    }
    return folder.resolve(name);
  }
}
