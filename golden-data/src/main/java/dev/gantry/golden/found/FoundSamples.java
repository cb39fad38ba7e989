package dev.gantry.golden.found;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.golden.found.PictureLabels.Label;
import dev.gantry.golden.manifest.GoldenManifest;
import dev.gantry.golden.manifest.GoldenManifest.SampleEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.stream.Stream;

/**
 * The pictures below a folder as samples.
 *
 * @param labels a table (.csv) or COCO annotations (.json), for pictures by their path in the
 *     folder; where there is none, a picture in a folder named like a class is of that class
 * @param masks a folder inside it with a mask of the same name for each picture
 */
public record FoundSamples(Path folder, Optional<Path> labels, Optional<Path> masks) {
  private static final Set<String> ENDINGS = Set.of(".png", ".jpg", ".jpeg");

  public List<SampleEntry> find(GoldenManifest manifest) throws RefusedException {
    List<String> classes = manifest.classes().orElse(List.of());
    Map<String, Label> told = new HashMap<>(told().byPicture());
    Optional<Path> maskFolder = masks.map(this::placed);
    List<Problem> problems = new ArrayList<>();
    List<Path> found =
        pictures(root()).stream()
            .filter(path -> maskFolder.isEmpty() || !path.startsWith(maskFolder.get()))
            .map(root()::relativize)
            .toList();
    Map<Path, Path> maskOf =
        maskFolder.isPresent() ? masks(maskFolder.get(), found, problems) : Map.of();
    List<SampleEntry> samples = new ArrayList<>();
    for (Path path : found) {
      String written = path.toString().replace('\\', '/');
      Optional<Label> label = Optional.ofNullable(told.remove(written));
      Optional<Path> mask = Optional.ofNullable(maskOf.get(path));
      samples.add(entry(path, written, label, mask.map(root()::relativize), classes));
    }
    told.keySet().stream()
        .sorted()
        .limit(20)
        .forEach(
            name ->
                problems.add(
                    Problem.in(
                        labels.orElse(folder).toString(),
                        "labels '" + name + "', and no such picture is in " + folder,
                        "paths of pictures start at the folder that is imported")));
    if (samples.isEmpty()) {
      problems.add(
          Problem.in(
              folder.toString(), "holds no picture (.png, .jpg, .jpeg)", "put pictures there"));
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return samples;
  }

  /** As it stands, or within the folder. */
  private Path placed(Path path) {
    Path here = path.toAbsolutePath().normalize();
    return Files.isDirectory(here) ? here : root().resolve(path).normalize();
  }

  private Path root() {
    return folder.toAbsolutePath().normalize();
  }

  private PictureLabels told() throws RefusedException {
    if (labels.isEmpty()) {
      return PictureLabels.NONE;
    }
    String name = labels.get().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".csv")
        ? PictureLabelsCsv.read(labels.get())
        : CocoLabels.read(labels.get());
  }

  private SampleEntry entry(
      Path path, String written, Optional<Label> label, Optional<Path> mask, List<String> classes) {
    Optional<String> byFolder = labels.isEmpty() ? folderClass(path, classes) : Optional.empty();
    List<String> slices = label.map(Label::slices).orElse(List.of());
    return new SampleEntry(
        stem(Path.of(written)),
        Optional.of(path),
        label.flatMap(Label::kind).or(() -> byFolder),
        label.flatMap(Label::boxes),
        mask,
        slices.isEmpty() ? Optional.empty() : Optional.of(slices),
        Map.of(),
        Map.of());
  }

  /** The nearest folder that is named like a class. */
  private static Optional<String> folderClass(Path path, List<String> classes) {
    for (int part = path.getNameCount() - 2; part >= 0; part--) {
      String name = path.getName(part).toString();
      if (classes.contains(name)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /** Labels that nobody would look at are refused: whoever names them means them to be used. */
  public Optional<Problem> unused(String why) {
    return labels
        .or(() -> masks)
        .map(
            named ->
                Problem.in(
                    named.toString(),
                    "would not be used: " + why,
                    "leave --labels and --masks out, or leave the samples out of golden.yaml"));
  }

  /** Each mask belongs to the one picture whose path ends like its own, without the endings. */
  private Map<Path, Path> masks(Path maskFolder, List<Path> found, List<Problem> problems)
      throws RefusedException {
    if (!maskFolder.startsWith(root()) || !Files.isDirectory(maskFolder)) {
      throw new RefusedException(
          Problem.in(
              maskFolder.toString(), "is no folder inside " + folder, "move the masks into it"));
    }
    Map<String, List<Path>> byName = new HashMap<>();
    for (Path picture : found) {
      byName.computeIfAbsent(stem(picture.getFileName()), name -> new ArrayList<>()).add(picture);
    }
    Map<Path, Path> maskOf = new HashMap<>();
    for (Path mask : pictures(maskFolder)) {
      String wanted = "/" + stem(maskFolder.relativize(mask));
      List<Path> fitting =
          byName.getOrDefault(stem(mask.getFileName()), List.of()).stream()
              .filter(picture -> ("/" + stem(picture)).endsWith(wanted))
              .toList();
      if (fitting.size() != 1 || maskOf.put(fitting.get(0), mask) != null) {
        problems.add(
            Problem.in(
                mask.toString(),
                fitting.isEmpty()
                    ? "is the mask of no picture"
                    : "is not the only one that may be the mask of " + fitting,
                "give masks the paths of their pictures: images/a/1.jpg has masks/a/1.png"));
      }
    }
    return maskOf;
  }

  private static List<Path> pictures(Path folder) throws RefusedException {
    try (Stream<Path> walk = Files.walk(folder)) {
      Set<Path> seen = new HashSet<>();
      return walk.filter(FoundSamples::picture).filter(seen::add).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new RefusedException(
          Problem.in(folder.toString(), "cannot be listed: " + e.getMessage(), "check its rights"));
    }
  }

  private static boolean picture(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(path) && ENDINGS.stream().anyMatch(name::endsWith);
  }

  private static String stem(@org.jspecify.annotations.Nullable Path path) {
    String name = String.valueOf(path).replace('\\', '/');
    int dot = name.lastIndexOf('.');
    return dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
  }
}
