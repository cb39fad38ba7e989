package dev.gantry.golden;

import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.array.NpyFile;
import dev.gantry.golden.manifest.GoldenManifest;
import dev.gantry.golden.manifest.GoldenManifest.SampleEntry;
import dev.gantry.golden.manifest.ManifestReading;
import dev.gantry.golden.picture.PictureInput;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Turns what the manifest of a set in our own form says into sources of its tensors. */
final class SetSources {
  private final Path folder;
  private final boolean draft;
  private final List<Problem> problems;
  private final String file;
  private final ManifestReading reading;
  private final GoldenManifest manifest;
  private final Set<String> names = new HashSet<>();
  private final SetPath paths;

  SetSources(Path folder, ManifestReading reading, boolean draft, List<Problem> problems) {
    this.folder = folder;
    this.reading = reading;
    this.draft = draft;
    this.problems = problems;
    this.file = folder.resolve(GoldenManifest.FILE).toString();
    this.manifest = reading.manifest();
    this.paths = new SetPath(folder);
    names.addAll(manifest.inputs().keySet());
    names.addAll(manifest.outputs().keySet());
  }

  List<TensorSource> inputs() {
    List<TensorSource> inputs = new ArrayList<>();
    for (SampleEntry entry : reading.samples()) {
      unused(entry, "input", entry.inputs().keySet(), manifest.inputs().keySet());
      if (!draft) {
        unused(entry, "output", entry.outputs().keySet(), manifest.outputs().keySet());
      }
    }
    manifest
        .inputs()
        .forEach(
            (name, input) ->
                spec(name, input.type(), input.shape(), input.npy().isEmpty())
                    .flatMap(spec -> input(spec, input))
                    .ifPresent(inputs::add));
    return inputs;
  }

  List<TensorSource> references() {
    List<TensorSource> references = new ArrayList<>();
    manifest
        .outputs()
        .forEach(
            (name, output) ->
                spec(name, output.type(), output.shape(), output.reference().isEmpty())
                    .flatMap(spec -> reference(spec, output))
                    .ifPresent(references::add));
    return references;
  }

  private void unused(SampleEntry entry, String what, Set<String> named, Set<String> known) {
    named.stream()
        .filter(name -> !known.contains(name))
        .forEach(
            name ->
                tell(
                    "sample '" + entry.name() + "' names a file for " + what + " '" + name + "'",
                    "the set's " + what + "s are " + known));
  }

  Optional<TruthSource> truth(GoldenSet set, List<TensorSource> inputs) {
    reading.samples().forEach(entry -> entry.mask().ifPresent(this::listed));
    return TruthSource.of(folder, set, reading.samples(), inputs);
  }

  private Optional<TensorSource> input(TensorSpec spec, GoldenManifest.Input input) {
    boolean picture = input.from().filter(GoldenManifest.Origin.IMAGE::equals).isPresent();
    if (input.preprocessing().isPresent() && !picture) {
      tell(
          "input " + spec + " has preprocessing, which only pictures go through",
          "remove it, or say 'from: image'");
    }
    if (input.npy().isPresent()) {
      return array(input.npy().get(), spec);
    }
    return switch (input.from().orElseThrow()) {
      case IMAGE -> pictures(spec, input);
      case FILE -> files(spec, entry -> Optional.ofNullable(entry.inputs().get(spec.name())));
    };
  }

  private Optional<TensorSource> reference(TensorSpec spec, GoldenManifest.Output output) {
    return output
        .reference()
        .map(path -> array(path, spec))
        .orElseGet(
            () -> files(spec, entry -> Optional.ofNullable(entry.outputs().get(spec.name()))));
  }

  private Optional<TensorSource> pictures(TensorSpec spec, GoldenManifest.Input input) {
    if (input.preprocessing().isEmpty()) {
      tell(
          "input " + spec + " is made from pictures, and it is not said how",
          "add preprocessing, such as { colour: rgb, layout: nchw, mean: [0, 0, 0], scale: [1, 1, 1] }");
      return Optional.empty();
    }
    List<Path> images = paths(spec, SampleEntry::image, "picture", "image");
    try {
      return Optional.of(
          new PictureSource(
              new PictureInput(spec, input.preprocessing().get().preprocessing()), images));
    } catch (IllegalArgumentException e) {
      tell("input " + spec + ": " + e.getMessage(), "correct its shape or preprocessing");
      return Optional.empty();
    }
  }

  private Optional<TensorSource> files(
      TensorSpec spec, Function<SampleEntry, Optional<Path>> named) {
    return Optional.of(
        new FileSource(spec, paths(spec, named, "file for " + spec.name(), "file"), names));
  }

  private List<Path> paths(
      TensorSpec spec, Function<SampleEntry, Optional<Path>> named, String what, String key) {
    List<Path> paths = new ArrayList<>();
    for (SampleEntry entry : reading.samples()) {
      Optional<Path> path = named.apply(entry);
      if (path.isEmpty()) {
        tell(
            "sample '" + entry.name() + "' names no " + what,
            "name its " + key + "; " + spec + " is made from it");
      } else if (listed(path.get())) {
        paths.add(folder.resolve(path.get()));
      }
    }
    return paths;
  }

  private Optional<TensorSource> array(Path name, TensorSpec spec) {
    if (!listed(name)) {
      return Optional.empty();
    }
    Path path = folder.resolve(name);
    try {
      NpyFile array = NpyFile.open(path);
      long width = spec.shape().stream().reduce(1L, Math::multiplyExact);
      int rows = reading.samples().size();
      List<Long> found = array.shape();
      long wide = found.stream().skip(1).reduce(1L, Math::multiplyExact);
      if (array.type() == spec.type() && wide == width && array.rows() == rows) {
        return Optional.of(new StackedSource(spec, path, array));
      }
      problems.add(
          Problem.in(
              path.toString(),
              "holds " + array.rows() + " rows of " + wide + " " + array.type(),
              "the set needs " + rows + " rows of " + spec));
    } catch (NoSuchFileException e) {
      problems.add(Problem.in(path.toString(), "is missing", "fetch the set again"));
    } catch (IOException | ArithmeticException e) {
      problems.add(
          Problem.in(path.toString(), String.valueOf(e.getMessage()), "make the set again"));
    }
    return Optional.empty();
  }

  /** What is listed was looked at with the list; a draft lists nothing. */
  private boolean listed(Path name) {
    if (reading.files().containsKey(name.toString())) {
      return true;
    }
    Optional<Problem> objection = paths.objection(file, name.toString());
    if (objection.isPresent()) {
      problems.add(objection.get());
    } else if (!draft) {
      tell("'" + name + "' is not in the list of files", "add it with its SHA-256");
    }
    return draft && objection.isEmpty();
  }

  private Optional<TensorSpec> spec(String name, String label, List<Long> shape, boolean open) {
    Optional<ElementType> type = ElementType.ofLabel(label);
    if (type.isEmpty() || shape.stream().anyMatch(extent -> extent < (open ? -1 : 0))) {
      boolean text = label.equals("string");
      tell(
          "tensor " + name + " is declared as " + label + shape,
          text
              ? "strings are not fed to models here: encode them as numbers"
              : "declare a type such as float32 and a shape of numbers from 0 on");
      return Optional.empty();
    }
    return Optional.of(new TensorSpec(name, type.get(), shape));
  }

  private void tell(String what, String remedy) {
    problems.add(Problem.in(file, what, remedy));
  }
}
