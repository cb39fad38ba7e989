package dev.gantry.golden.make;

import dev.gantry.dossier.Digest;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.DamagedFileException;
import dev.gantry.golden.FileSource;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.manifest.GoldenManifest;
import dev.gantry.golden.manifest.GoldenManifest.Input;
import dev.gantry.golden.manifest.GoldenManifest.Output;
import dev.gantry.golden.manifest.GoldenManifest.SampleEntry;
import dev.gantry.golden.work.Workers;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The inputs and labels of a set, copied into a new one in our own form; every digest is that of
 * the bytes as they were written.
 */
final class SetCopy {
  private static final int MOST_AT_ONCE = 1 << 18;

  private final GoldenFolder from;
  private final Path to;
  private final boolean whole;
  private final SortedMap<String, String> digests = new ConcurrentSkipListMap<>();

  /**
   * @param whole whether references come along too
   */
  SetCopy(GoldenFolder from, Path to, boolean whole) {
    this.from = from;
    this.to = to;
    this.whole = whole;
  }

  /** Holds what the manifest of the new set says of the copied inputs, outputs and samples. */
  record Copied(
      Map<String, Input> inputs,
      Map<String, Output> outputs,
      List<SampleEntry> samples,
      SortedMap<String, String> digests) {}

  /** Told after each file. */
  interface Done {
    void of(int files);
  }

  Copied copy(Workers workers, Done done) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    List<SampleEntry> samples = new ArrayList<>();
    Map<String, Input> inputs = new LinkedHashMap<>();
    Map<String, Output> outputs = new LinkedHashMap<>();
    Optional<GoldenManifest> manifest = from.account().manifest();
    if (manifest.isPresent()) {
      inputs.putAll(manifest.get().inputs());
      inputs.values().forEach(input -> input.npy().ifPresent(npy -> keep(files, npy)));
      if (whole) {
        outputs.putAll(manifest.get().outputs());
        outputs.values().forEach(output -> output.reference().ifPresent(npy -> keep(files, npy)));
      }
      from.account().entries().forEach(entry -> samples.add(kept(files, entry)));
      others(manifest.get()).forEach(name -> keep(files, Path.of(name)));
    } else {
      List<FileSource> given = from.fileInputs();
      List<FileSource> wanted = whole ? from.fileReferences() : List.of();
      given.forEach(source -> inputs.put(source.spec().name(), inFiles(source.spec())));
      wanted.forEach(source -> outputs.put(source.spec().name(), referenceInFiles(source.spec())));
      for (int sample = 0; sample < from.set().samples().size(); sample++) {
        Map<String, Path> fed = laidOut(files, given, "inputs", sample);
        samples.add(entry(sample, fed, laidOut(files, wanted, "reference", sample)));
      }
    }
    List<Map.Entry<String, Path>> all = List.copyOf(files.entrySet());
    makeFolders(files.keySet());
    workers.each(
        all.size(),
        index -> {
          copy(all.get(index).getKey(), all.get(index).getValue());
          done.of(all.size());
        });
    return new Copied(inputs, outputs, samples, new TreeMap<>(digests));
  }

  /** Once a folder: asking for it once a file takes as long as the copy of a small file. */
  private void makeFolders(Set<String> names) throws IOException {
    Set<Path> folders = new TreeSet<>();
    names.forEach(name -> folders.add(to.resolve(name).normalize().resolve("..").normalize()));
    for (Path folder : folders) {
      Files.createDirectories(folder);
    }
  }

  private SampleEntry kept(Map<String, Path> files, SampleEntry entry) {
    entry.image().ifPresent(image -> keep(files, image));
    entry.mask().ifPresent(mask -> keep(files, mask));
    entry.inputs().values().forEach(path -> keep(files, path));
    if (whole) {
      entry.outputs().values().forEach(path -> keep(files, path));
    }
    return whole ? entry : entry.withOutputs(Map.of());
  }

  /** What the set vouches for beside its samples, such as a licence. */
  private Set<String> others(GoldenManifest manifest) {
    Set<String> others = new TreeSet<>(from.account().digests().keySet());
    manifest.sampleIndex().ifPresent(index -> others.remove(index.toString()));
    manifest.fileIndex().ifPresent(index -> others.remove(index.toString()));
    if (!whole) {
      manifest
          .outputs()
          .values()
          .forEach(output -> output.reference().ifPresent(npy -> others.remove(npy.toString())));
      from.account()
          .entries()
          .forEach(
              entry -> entry.outputs().values().forEach(path -> others.remove(path.toString())));
    }
    return others;
  }

  private void keep(Map<String, Path> files, Path path) {
    files.put(path.toString(), from.folder().resolve(path));
  }

  private Map<String, Path> laidOut(
      Map<String, Path> files, List<FileSource> sources, String folder, int sample) {
    Map<String, Path> paths = new LinkedHashMap<>();
    for (int place = 0; place < sources.size(); place++) {
      Path file = sources.get(place).files().get(sample);
      Path path = Path.of(folder, "%06d".formatted(sample), place + FileSource.ending(file));
      files.put(path.toString(), file);
      paths.put(sources.get(place).spec().name(), path);
    }
    return paths;
  }

  private SampleEntry entry(int sample, Map<String, Path> inputs, Map<String, Path> outputs) {
    return new SampleEntry(
        from.set().samples().get(sample).name(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        inputs,
        outputs);
  }

  private static Input inFiles(TensorSpec spec) {
    return new Input(
        spec.type().toString(),
        spec.shape(),
        Optional.of(GoldenManifest.Origin.FILE),
        Optional.empty(),
        Optional.empty());
  }

  private static Output referenceInFiles(TensorSpec spec) {
    return new Output(spec.type().toString(), spec.shape(), Optional.empty());
  }

  private void copy(String name, Path file) throws IOException {
    Path target = to.resolve(name);
    MessageDigest sha256 = Digest.sha256();
    try (InputStream in = source(file);
        OutputStream out = Files.newOutputStream(target)) {
      byte[] buffer = new byte[(int) Math.min(Files.size(file) + 1, MOST_AT_ONCE)];
      for (int read = read(in, buffer, file); read >= 0; read = read(in, buffer, file)) {
        sha256.update(buffer, 0, read);
        out.write(buffer, 0, read);
      }
    }
    String found = Digest.finish(sha256.digest()).toString();
    String known = from.account().digests().get(name);
    if (known != null && !known.equals(found)) {
      // Else a new digest would vouch for a damaged file.
      throw new DamagedFileException(file, "is " + found + ", the manifest says " + known);
    }
    digests.put(name.replace(File.separatorChar, '/'), found);
  }

  /** Only what cannot be read is a fault of the source; a full disk is not. */
  private static InputStream source(Path file) throws IOException {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw DamagedFileException.of(file, e);
    }
  }

  private static int read(InputStream in, byte[] buffer, Path file) throws IOException {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw DamagedFileException.of(file, e);
    }
  }
}
