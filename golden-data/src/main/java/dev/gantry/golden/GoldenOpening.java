package dev.gantry.golden;

import dev.gantry.dossier.Digest;
import dev.gantry.dossier.ElementType;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.TensorSpec;
import dev.gantry.settings.Read;
import dev.gantry.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The opening of a set: manifest, files, arrays and samples are checked, and all faults told. */
final class GoldenOpening {
  private final Path folder;
  private final Path file;
  private final List<Problem> problems = new ArrayList<>();

  GoldenOpening(Path folder) {
    this.folder = folder;
    this.file = folder.resolve(GoldenManifest.FILE);
  }

  GoldenFolder open() throws RefusedException {
    if (!Files.isDirectory(folder)) {
      throw new RefusedException(
          Problem.in(
              folder.toString(), "there is no such folder", "name the folder of a golden set"));
    }
    Read<GoldenManifest> read = new SettingsFile<>(GoldenManifest.class).read(file);
    GoldenManifest manifest = read.orRefuse();
    if (!manifest.schema().equals(GoldenManifest.SCHEMA)) {
      throw new RefusedException(
          Problem.in(
              file.toString(),
              "it follows '" + manifest.schema() + "', this version reads " + GoldenManifest.SCHEMA,
              ""));
    }
    new GoldenFiles(folder, manifest.files()).check(problems);
    GoldenFolder opened = assemble(manifest);
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return opened;
  }

  private GoldenFolder assemble(GoldenManifest manifest) throws RefusedException {
    List<TensorSpec> inputs = new ArrayList<>();
    List<TensorSpec> outputs = new ArrayList<>();
    Map<String, Picture> pictures = new HashMap<>();
    Map<String, NpyFile> stacked = new HashMap<>();
    Map<String, NpyFile> references = new HashMap<>();
    manifest
        .inputs()
        .forEach((name, input) -> input(name, input, inputs, pictures, stacked, manifest));
    manifest
        .outputs()
        .forEach(
            (name, output) ->
                spec(name, output.type(), output.shape())
                    .ifPresent(
                        spec -> {
                          outputs.add(spec);
                          array(output.reference(), spec, manifest)
                              .ifPresent(array -> references.put(name, array));
                        }));
    List<GoldenSet.Sample> samples = samples(manifest);
    List<Path> images =
        manifest.samples().stream().map(sample -> sample.image().orElse(Path.of(""))).toList();
    if (!pictures.isEmpty()) {
      pictureFiles(manifest);
    }
    return new GoldenFolder(
        folder,
        new GoldenSet(
            manifest.name(),
            manifest.version(),
            digest(),
            manifest.classes().orElse(List.of()),
            inputs,
            outputs,
            samples),
        manifest.provenance().map(origin -> origin.get("model")),
        images,
        pictures,
        stacked,
        references);
  }

  private void input(
      String name,
      GoldenManifest.Input input,
      List<TensorSpec> inputs,
      Map<String, Picture> pictures,
      Map<String, NpyFile> stacked,
      GoldenManifest manifest) {
    Optional<TensorSpec> known = spec(name, input.type(), input.shape());
    if (known.isEmpty()) {
      return;
    }
    TensorSpec spec = known.get();
    inputs.add(spec);
    boolean picture = input.from().isPresent();
    if (picture == input.npy().isPresent()) {
      tell(
          "input " + name + " comes from pictures or from an .npy file",
          "say 'from: image' or 'npy: FILE'");
    } else if (picture) {
      picture(spec, input).ifPresent(made -> pictures.put(name, made));
    } else {
      array(input.npy().orElseThrow(), spec, manifest).ifPresent(array -> stacked.put(name, array));
    }
  }

  private Optional<Picture> picture(TensorSpec spec, GoldenManifest.Input input) {
    Optional<GoldenManifest.Preprocessing> how = input.preprocessing();
    boolean known =
        input.from().equals(Optional.of("image"))
            && spec.type() == ElementType.FLOAT32
            && how.isPresent()
            && how.get().colour().equals("rgb")
            && how.get().layout().equals("nchw");
    if (!known) {
      tell(
          "input " + spec + " cannot be made from its pictures",
          "this version reads 'from: image' as float32 with preprocessing of colour rgb, layout nchw");
      return Optional.empty();
    }
    try {
      return Optional.of(new Picture(spec, how.get().mean(), how.get().scale()));
    } catch (IllegalArgumentException e) {
      tell("input " + spec + ": " + e.getMessage(), "correct its shape or preprocessing");
      return Optional.empty();
    }
  }

  private Optional<TensorSpec> spec(String name, String label, List<Long> shape) {
    Optional<ElementType> type = ElementType.ofLabel(label);
    boolean possible = shape.stream().allMatch(dimension -> dimension > 0);
    if (type.isEmpty() || !possible) {
      tell(
          "tensor " + name + " is declared as " + label + shape,
          "declare a type such as float32 and a shape of positive numbers");
      return Optional.empty();
    }
    return Optional.of(new TensorSpec(name, type.get(), shape));
  }

  private Optional<NpyFile> array(Path name, TensorSpec spec, GoldenManifest manifest) {
    String place = folder.resolve(name).toString();
    if (!manifest.files().containsKey(name.toString())) {
      tell(name + " is not in the list of files", "add it with its SHA-256");
      return Optional.empty();
    }
    try {
      NpyFile array = NpyFile.open(folder.resolve(name));
      long width = spec.shape().stream().reduce(1L, Math::multiplyExact);
      if (array.type() != spec.type()
          || array.width() != width
          || array.rows() != manifest.samples().size()) {
        problems.add(
            Problem.in(
                place,
                "holds " + array.rows() + " rows of " + array.width() + " " + array.type(),
                "the set needs " + manifest.samples().size() + " rows of " + spec));
        return Optional.empty();
      }
      return Optional.of(array);
    } catch (NoSuchFileException e) {
      return Optional.empty(); // Told with the list of files.
    } catch (IOException | ArithmeticException e) {
      problems.add(Problem.in(place, String.valueOf(e.getMessage()), "make the set again"));
      return Optional.empty();
    }
  }

  private List<GoldenSet.Sample> samples(GoldenManifest manifest) {
    Set<String> names = new HashSet<>();
    Set<String> classes = new HashSet<>(manifest.classes().orElse(List.of()));
    Map<String, GoldenSet.Sample> samples = new LinkedHashMap<>();
    for (GoldenManifest.SampleEntry entry : manifest.samples()) {
      if (!names.add(entry.name())) {
        tell("two samples are named '" + entry.name() + "'", "give each its own name");
      }
      if (!classes.isEmpty()
          && entry.label().filter(label -> !classes.contains(label)).isPresent()) {
        tell(
            "sample '" + entry.name() + "' is labelled '" + entry.label().get() + "'",
            "labels are classes of the set: " + manifest.classes().orElse(List.of()));
      }
      for (String slice : entry.slices().orElse(List.of())) {
        if (slice.isBlank() || slice.contains("/")) {
          tell(
              "slice '"
                  + slice
                  + "' of sample '"
                  + entry.name()
                  + "' cannot stand in a finding's id",
              "name slices without '/'");
        }
      }
      samples.put(
          entry.name(),
          new GoldenSet.Sample(entry.name(), entry.label(), entry.slices().orElse(List.of())));
    }
    return List.copyOf(samples.values());
  }

  private void pictureFiles(GoldenManifest manifest) {
    for (GoldenManifest.SampleEntry entry : manifest.samples()) {
      if (entry.image().isEmpty()
          || !manifest.files().containsKey(entry.image().get().toString())) {
        tell(
            "the picture of sample '" + entry.name() + "' is not in the list of files",
            "name it as image and list its SHA-256");
      }
    }
  }

  private Digest digest() throws RefusedException {
    try {
      return Digest.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new RefusedException(
          Problem.in(file.toString(), "cannot be read: " + e.getMessage(), "try again"));
    }
  }

  private void tell(String what, String remedy) {
    problems.add(Problem.in(file.toString(), what, remedy));
  }
}
