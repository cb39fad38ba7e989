package dev.gantry.golden;

import dev.gantry.dossier.Digest;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.golden.found.FoundSamples;
import dev.gantry.golden.manifest.GoldenManifest;
import dev.gantry.golden.manifest.ManifestReading;
import dev.gantry.golden.task.DecodingFit;
import dev.gantry.golden.task.PictureSize;
import dev.gantry.golden.work.FirstProblems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The opening of a set in our own form: the manifest is held against itself and against the heads
 * of its arrays. No byte of a picture or of a tensor is looked at yet.
 */
final class SetOpening {
  private final Path folder;
  private final Optional<FoundSamples> draft;
  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param draft where digests may be missing, because the set is only being made: what its samples
   *     are, should it name none
   */
  SetOpening(Path folder, Optional<FoundSamples> draft) {
    this.folder = folder;
    this.draft = draft;
    this.file = folder.resolve(GoldenManifest.FILE).toString();
  }

  GoldenFolder open() throws RefusedException {
    ManifestReading reading = reading();
    GoldenManifest manifest = reading.manifest();
    if (reading.files().isEmpty() && draft.isEmpty()) {
      tell(
          "it lists no files with their digests, so nothing in the set can be trusted",
          "it is a draft: 'gantry golden import' makes a set of it");
    }
    for (Optional<Path> index : List.of(manifest.sampleIndex(), manifest.fileIndex())) {
      index
          .filter(path -> draft.isEmpty() && !reading.files().containsKey(path.toString()))
          .ifPresent(
              path ->
                  tell("'" + path + "' is not in the list of files", "add it with its SHA-256"));
    }
    SetPath paths = new SetPath(folder);
    problems.addAll(
        reading.files().keySet().parallelStream()
            .flatMap(name -> paths.objection(file, name).stream())
            .toList());
    List<GoldenSet.Sample> samples =
        new SampleCheck(manifest, this::tell).samples(reading.samples());
    SetSources sources = new SetSources(folder, reading, draft.isPresent(), problems);
    List<TensorSource> inputs = sources.inputs();
    List<TensorSource> references = sources.references();
    GoldenSet set =
        new GoldenSet(
            manifest.name(),
            manifest.version(),
            digest(),
            manifest.classes().orElse(List.of()),
            manifest.decoding().map(written -> written.decoding()),
            inputs.stream().map(TensorSource::spec).toList(),
            references.stream().map(TensorSource::spec).toList(),
            samples);
    Optional<TruthSource> truth = sources.truth(set, inputs);
    requireFit(set);
    if (!problems.isEmpty()) {
      throw new RefusedException(FirstProblems.of(file, problems));
    }
    return new GoldenFolder(folder, set, inputs, references, truth, SetAccount.of(reading));
  }

  private ManifestReading reading() throws RefusedException {
    ManifestReading reading = ManifestReading.of(folder);
    if (!reading.samples().isEmpty()) {
      Optional<Problem> unused = draft.flatMap(found -> found.unused("golden.yaml lists samples"));
      if (unused.isPresent()) {
        throw new RefusedException(unused.get());
      }
      return reading;
    }
    if (draft.isEmpty()) {
      throw new RefusedException(
          Problem.in(file, "names no samples", "list them, or import the draft"));
    }
    return reading.with(draft.get().find(reading.manifest()));
  }

  /** A decoding that does not fit would only be found out when a release is judged by it. */
  private void requireFit(GoldenSet set) {
    if (set.decoding().isPresent() && !set.outputs().isEmpty()) {
      DecodingFit.misfits(
              set.decoding().get(), set.classes(), set.outputs(), PictureSize.of(set.inputs()))
          .forEach(misfit -> tell(misfit.what(), misfit.remedy()));
    }
  }

  private Digest digest() throws RefusedException {
    try {
      return Digest.of(Files.readAllBytes(Path.of(file)));
    } catch (IOException e) {
      throw new RefusedException(
          Problem.in(file, "cannot be read: " + e.getMessage(), "try again"));
    }
  }

  private void tell(String what, String remedy) {
    problems.add(Problem.in(file, what, remedy));
  }
}
