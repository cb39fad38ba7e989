package dev.gantry.golden;

import dev.gantry.dossier.Digest;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.PlainName;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.files.FileDigest;
import dev.gantry.golden.array.PbFile;
import dev.gantry.golden.work.FirstProblems;
import dev.gantry.golden.work.Workers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The opening of a set in the layout of ONNX's own tests. Nothing in it says what it should hold,
 * so every file is read once: for its digest, and for the type and shape of its tensor. Where a
 * model stands beside it, names, types and shapes are those that the model declares, and the place
 * of a file is what counts: names in such files are often left out or made up.
 */
final class LayoutOpening {
  private final LayoutFolders folders;
  private final Workers workers;
  private final boolean draft;
  private final List<Problem> problems = Collections.synchronizedList(new ArrayList<>());
  private final List<String> remarks = Collections.synchronizedList(new ArrayList<>());
  private final SortedMap<String, String> digests = new ConcurrentSkipListMap<>();
  private final Map<Path, TensorSpec> specs = new ConcurrentHashMap<>();

  /**
   * @param draft whether a new set is made of this one, which takes the digests as it copies
   */
  LayoutOpening(LayoutFolders folders, Workers workers, boolean draft) {
    this.folders = folders;
    this.workers = workers;
    this.draft = draft;
  }

  GoldenFolder open() throws RefusedException, IOException {
    List<LayoutFolders.Sample> samples = folders.samples(problems);
    List<Path> files = samples.stream().flatMap(sample -> sample.all().stream()).toList();
    workers.each(files.size(), index -> look(files.get(index)));
    Optional<ModelSpecs> model = model();
    List<TensorSource> inputs =
        sources(samples, true, model.map(ModelSpecs::inputs).orElse(List.of()), model.isPresent());
    List<TensorSource> references =
        sources(
            samples, false, model.map(ModelSpecs::outputs).orElse(List.of()), model.isPresent());
    refuseIfAny();
    GoldenSet set =
        new GoldenSet(
            plain(folders.name()),
            digest().shortName(),
            digest(),
            List.of(),
            Optional.empty(),
            inputs.stream().map(TensorSource::spec).toList(),
            references.stream().map(TensorSource::spec).toList(),
            samples.stream()
                .map(sample -> new GoldenSet.Sample(sample.name(), Optional.empty(), List.of()))
                .toList());
    Collections.sort(remarks);
    SetAccount account =
        new SetAccount(
            Optional.empty(),
            Map.of(),
            new TreeMap<>(),
            List.copyOf(digests.keySet()),
            List.of(),
            folders.model(),
            false,
            remarks);
    return new GoldenFolder(folders.root(), set, inputs, references, Optional.empty(), account);
  }

  private void look(Path file) {
    Optional<Problem> objection =
        new SetPath(folders.root()).objection(folders.root().toString(), folders.relative(file));
    if (objection.isPresent()) {
      problems.add(objection.get());
      return;
    }
    try {
      if (Files.isDirectory(file)) {
        throw new IOException("is a folder, not a file");
      }
      Tensor tensor = PbFile.read(file);
      specs.put(file, tensor.spec());
      String digest = draft ? "" : FileDigest.of(file).toString();
      digests.put(folders.relative(file), digest);
    } catch (IOException e) {
      problems.add(DamagedFileException.of(file, e).problem());
    }
  }

  private Optional<ModelSpecs> model() {
    if (folders.model().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(ModelSpecs.of(folders.model().get()));
    } catch (RefusedException e) {
      // The set may still be right, and may be meant for another runtime.
      remarks.add("names and shapes are not held against the model: " + e.problems().get(0).what());
      return Optional.empty();
    }
  }

  private List<TensorSource> sources(
      List<LayoutFolders.Sample> samples, boolean input, List<TensorSpec> declared, boolean known) {
    List<Path> first = samples.get(0).files(input);
    LayoutTensors tensors = new LayoutTensors(specs, declared, problems::add, remarks::add);
    if (!tensors.counted(samples, input, known)) {
      return List.of();
    }
    List<TensorSource> sources = new ArrayList<>();
    Map<String, Path> named = new HashMap<>();
    for (int place = 0; place < first.size(); place++) {
      int here = place;
      List<Path> column = samples.stream().map(sample -> sample.files(input).get(here)).toList();
      // No names to hold against: that was done here, where the place says more than the name.
      tensors
          .spec(column, place, input)
          .filter(spec -> isAlone(named, spec.name(), column.get(0)))
          .ifPresent(spec -> sources.add(new FileSource(spec, column, Set.of())));
    }
    return sources;
  }

  /** Two tensors of one name could not be told apart where they are fed or compared. */
  private boolean isAlone(Map<String, Path> named, String name, Path file) {
    Path other = named.putIfAbsent(name, file);
    if (other != null) {
      problems.add(
          Problem.in(
              file.toString(),
              "holds tensor '" + name + "', and so does " + other.getFileName(),
              "save each tensor under its own name, or put the model beside them"));
    }
    return other == null;
  }

  private void refuseIfAny() throws RefusedException {
    if (!problems.isEmpty()) {
      throw new RefusedException(
          FirstProblems.of(folders.root().toString(), List.copyOf(problems)));
    }
  }

  /** Covers every file of the set, like the digest of a manifest does; of a draft only names. */
  private Digest digest() {
    StringBuilder list = new StringBuilder();
    digests.forEach((name, digest) -> list.append(digest).append("  ").append(name).append('\n'));
    return Digest.of(list.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String plain(String name) {
    String tame = name.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[^A-Za-z0-9]+", "");
    String short64 = tame.substring(0, Math.min(64, tame.length()));
    return PlainName.isPlain(short64) ? short64 : "set";
  }
}
