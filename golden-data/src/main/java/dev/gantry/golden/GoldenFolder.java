package dev.gantry.golden;

import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.files.FileDigest;
import dev.gantry.golden.found.FoundSamples;
import dev.gantry.golden.manifest.GoldenManifest;
import dev.gantry.golden.manifest.GoldenManifest.SampleEntry;
import dev.gantry.golden.picture.PictureDecoder;
import dev.gantry.golden.picture.PicturePlacement;
import dev.gantry.golden.work.Workers;
import dev.gantry.runner.tensor.TensorFileWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A golden set on disk; hands out one sample at a time, to as many threads as ask. */
public final class GoldenFolder {
  private static final String MODEL = "model.onnx";

  private final Path folder;
  private final GoldenSet set;
  private final List<TensorSource> inputs;
  private final List<TensorSource> references;
  private final Optional<TruthSource> truth;
  private final SetAccount account;

  GoldenFolder(
      Path folder,
      GoldenSet set,
      List<TensorSource> inputs,
      List<TensorSource> references,
      Optional<TruthSource> truth,
      SetAccount account) {
    this.folder = folder;
    this.set = set;
    this.inputs = List.copyOf(inputs);
    this.references = List.copyOf(references);
    this.truth = truth;
    this.account = account;
  }

  /** A set of which every byte is what it should be, or all problems at once. */
  public static GoldenFolder open(Path folder) throws RefusedException {
    GoldenFolder opened = look(folder);
    try {
      List<Problem> problems = new Verification(opened, () -> false).verify().problems();
      if (!problems.isEmpty()) {
        throw new RefusedException(problems);
      }
      return opened;
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /** A set whose description holds together; its bytes are only looked at by a verification. */
  public static GoldenFolder look(Path folder) throws RefusedException {
    return look(folder, Optional.empty());
  }

  /** The same, but files may lack their digests: what people start a set with. */
  public static GoldenFolder draft(Path folder) throws RefusedException {
    return draft(new FoundSamples(folder, Optional.empty(), Optional.empty()));
  }

  /** A draft that may leave its samples to what is found in its folder. */
  public static GoldenFolder draft(FoundSamples found) throws RefusedException {
    return look(found.folder(), Optional.of(found));
  }

  private static GoldenFolder look(Path folder, Optional<FoundSamples> draft)
      throws RefusedException {
    if (Files.isRegularFile(folder)) {
      throw refused(
          folder, "is a file; a golden set is a folder", "unpack it: gantry golden import");
    }
    if (!Files.isDirectory(folder)) {
      throw refused(folder, "there is no such folder", "name the folder of a golden set");
    }
    try {
      if (Files.exists(folder.resolve(GoldenManifest.FILE))) {
        return new SetOpening(folder, draft).open();
      }
      Optional<LayoutFolders> layout = LayoutFolders.in(folder);
      if (layout.isPresent()) {
        Optional<Problem> unused =
            draft.flatMap(found -> found.unused("ONNX test data has no pictures"));
        if (unused.isPresent()) {
          throw new RefusedException(unused.get());
        }
        return new LayoutOpening(layout.get(), Workers.onAllCores(() -> false), draft.isPresent())
            .open();
      }
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
    throw refused(
        folder,
        "is no golden set: it holds neither golden.yaml nor test_data_set_0/input_0.pb",
        "name the folder of a set, or put a golden.yaml there (see docs/examples/golden.yaml)");
  }

  private static RefusedException unreadable(Path folder, IOException failure) {
    return refused(
        folder, "cannot be read: " + failure.getMessage(), "check its rights and its disk");
  }

  private static RefusedException refused(Path folder, String what, String remedy) {
    return new RefusedException(Problem.in(folder.toString(), what, remedy));
  }

  public GoldenSet set() {
    return set;
  }

  public Path folder() {
    return folder;
  }

  /** The digest of the model that gave the references, where the set says so. */
  public Optional<String> capturedFrom() {
    return Optional.ofNullable(account.provenance().get("model"));
  }

  public Map<String, String> provenance() {
    return account.provenance();
  }

  /** The model that stands beside the set, as in ONNX's layout. */
  Optional<Path> modelBeside() {
    return account.model();
  }

  /**
   * A model.onnx in the set or next to it that has the digest of the one that gave the references.
   */
  Optional<Path> modelItCameFrom() {
    Path inside = folder.toAbsolutePath().normalize().resolve(MODEL);
    Path nextTo = inside.resolveSibling("..").resolve(MODEL).normalize();
    return Stream.of(inside, nextTo).filter(this::gaveTheReferences).findFirst();
  }

  private boolean gaveTheReferences(Path model) {
    try {
      return Files.isRegularFile(model)
          && capturedFrom().equals(Optional.of(FileDigest.of(model).toString()));
    } catch (IOException e) {
      return false;
    }
  }

  /** What a sample's labels say, as they were written; empty in sets that have none. */
  public Optional<SampleEntry> labels(int sample) {
    return account.entries().isEmpty()
        ? Optional.empty()
        : Optional.of(account.entries().get(sample));
  }

  public Optional<Path> picture(int sample) {
    return labels(sample).flatMap(SampleEntry::image).map(folder::resolve);
  }

  /** Where a sample's picture lies in what the network is fed; empty where no input is one. */
  public Optional<PicturePlacement> placement(int sample) throws IOException {
    for (TensorSource input : inputs) {
      if (input instanceof PictureSource pictures) {
        return Optional.of(pictures.placement(sample));
      }
    }
    return Optional.empty();
  }

  /** All files that a set needs to travel, by path; its manifest among them. */
  public SortedSet<String> files() {
    SortedSet<String> files = new TreeSet<>(account.files());
    if (account.manifest().isPresent()) {
      files.add(GoldenManifest.FILE);
    }
    return files;
  }

  /** What is no fault, but should be known to whoever trusts the set. */
  public List<String> remarks() throws IOException {
    List<String> remarks = new ArrayList<>(account.remarks());
    if (account.manifest().isPresent()) {
      Set<String> named = new HashSet<>(files());
      if (capturedFrom().isPresent()) {
        named.add(MODEL);
      }
      remarks.addAll(
          UnnamedFiles.remarks(
              folder,
              named::contains,
              "is not listed in "
                  + GoldenManifest.FILE
                  + ": no digest covers it, nothing reads it"));
      remarks.addAll(lookAlikes());
    }
    return remarks;
  }

  /** A limit on one of them does not see the samples of the other. */
  private List<String> lookAlikes() {
    Map<String, String> seen = new HashMap<>();
    List<String> remarks = new ArrayList<>();
    for (String slice : set.slices()) {
      String other = seen.putIfAbsent(slice.toLowerCase(Locale.ROOT), slice);
      if (other != null) {
        remarks.add(
            "slices '" + other + "' and '" + slice + "' differ in case only: are they one?");
      }
    }
    return remarks;
  }

  public boolean hasReferences() {
    return !references.isEmpty();
  }

  /** What the model is fed for a sample. */
  public List<Tensor> inputs(int sample) throws IOException {
    return tensors(inputs, sample);
  }

  /**
   * LookSchedule at what the model is fed for a sample and at its picture, and keeps none of it.
   */
  void proveInputs(int sample) throws IOException {
    for (TensorSource source : inputs) {
      source.prove(sample);
    }
    boolean proven = inputs.stream().anyMatch(PictureSource.class::isInstance);
    Optional<Path> picture = proven ? Optional.empty() : picture(sample);
    if (picture.isPresent()) {
      // Fed to nothing, but shown to people beside what the model says of the sample.
      try {
        PictureDecoder.decode(PictureSource.packed(picture.get()));
      } catch (IOException e) {
        throw DamagedFileException.of(picture.get(), e);
      }
    }
  }

  /** What the fp32 model gave for a sample, in the order of the set's outputs. */
  public List<Tensor> references(int sample) throws IOException {
    return tensors(references, sample);
  }

  /** What boxes or mask of a sample say, in the coordinates of the network's input. */
  public List<Tensor> truth(int sample) throws IOException {
    return truth.isPresent() ? truth.get().at(sample) : List.of();
  }

  /** What is expected of a sample: the references, then its truth. */
  List<Tensor> expected(int sample) throws IOException {
    List<Tensor> expected = new ArrayList<>(references(sample));
    expected.addAll(truth(sample));
    return expected;
  }

  /** All inputs in the form that the runner reads. */
  public void packInputs(Path file) throws IOException {
    pack(file, this::inputs);
  }

  /** All that is expected, in the same form. */
  public void packExpected(Path file) throws IOException {
    pack(file, this::expected);
  }

  /** The inputs that lie in a file a sample. */
  public List<FileSource> fileInputs() {
    return inFiles(inputs);
  }

  public List<FileSource> fileReferences() {
    return inFiles(references);
  }

  private static List<FileSource> inFiles(List<TensorSource> sources) {
    return sources.stream()
        .filter(FileSource.class::isInstance)
        .map(FileSource.class::cast)
        .toList();
  }

  public SetAccount account() {
    return account;
  }

  private void pack(Path file, Sampled sampled) throws IOException {
    try (TensorFileWriter writer = new TensorFileWriter(file, set.samples().size())) {
      for (int sample = 0; sample < set.samples().size(); sample++) {
        writer.write(sampled.at(sample));
      }
    }
  }

  private static List<Tensor> tensors(List<TensorSource> sources, int sample) throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    for (TensorSource source : sources) {
      tensors.add(source.at(sample));
    }
    return tensors;
  }

  private interface Sampled {
    List<Tensor> at(int sample) throws IOException;
  }
}
