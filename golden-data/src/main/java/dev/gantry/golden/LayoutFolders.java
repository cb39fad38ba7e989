package dev.gantry.golden;

import dev.gantry.dossier.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files of a set in ONNX's layout: {@code test_data_set_N/input_K.pb} and {@code
 * output_K.pb} beside a model, or one such folder by itself.
 */
record LayoutFolders(Path root, List<Path> folders, Optional<Path> model) {
  private static final Pattern SAMPLE = Pattern.compile("test_data_set_([0-9]{1,9})");
  private static final Pattern TENSOR = Pattern.compile("(input|output)_([0-9]{1,4})\\.pb");

  LayoutFolders {
    folders = List.copyOf(folders);
  }

  /** The files of one sample, each at its place. */
  record Sample(
      String name, Path folder, List<Path> inputs, List<Path> outputs, List<Path> others) {
    Sample {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
      others = List.copyOf(others);
    }

    List<Path> files(boolean input) {
      return input ? inputs : outputs;
    }

    List<Path> all() {
      return Stream.of(inputs, outputs, others).flatMap(List::stream).toList();
    }
  }

  /** Empty where the folder holds nothing of that layout. */
  static Optional<LayoutFolders> in(Path root) throws IOException {
    List<Path> content = content(root);
    List<Path> samples =
        content.stream()
            .filter(Files::isDirectory)
            .filter(path -> SAMPLE.matcher(name(path)).matches())
            .sorted(Comparator.comparingInt(LayoutFolders::number))
            .toList();
    if (!samples.isEmpty()) {
      return Optional.of(new LayoutFolders(root, samples, modelIn(content)));
    }
    boolean one = content.stream().anyMatch(path -> TENSOR.matcher(name(path)).matches());
    if (!one) {
      return Optional.empty();
    }
    Path above = root.toAbsolutePath().normalize().getParent();
    Optional<Path> beside = modelIn(content);
    return Optional.of(
        new LayoutFolders(
            root,
            List.of(root),
            beside.isPresent() || above == null ? beside : modelIn(content(above))));
  }

  List<Sample> samples(List<Problem> problems) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (Path folder : folders) {
      SortedMap<Integer, Path> inputs = new TreeMap<>();
      SortedMap<Integer, Path> outputs = new TreeMap<>();
      List<Path> others = new ArrayList<>();
      for (Path file : content(folder)) {
        Matcher matcher = TENSOR.matcher(name(file));
        if (matcher.matches()) {
          SortedMap<Integer, Path> kind = matcher.group(1).equals("input") ? inputs : outputs;
          Path other = kind.put(Integer.parseInt(matcher.group(2)), file);
          refuseBoth(file, other, problems);
        } else if (name(file).endsWith(".pb")) {
          // Not fed to anything, but whoever put it here took it for a tensor of the set.
          others.add(file);
        }
      }
      requireEvery(folder, "input", inputs, problems);
      requireEvery(folder, "output", outputs, problems);
      refuseNothing(folder, inputs, outputs, problems);
      samples.add(
          new Sample(
              name(folder.toAbsolutePath().normalize()),
              folder,
              List.copyOf(inputs.values()),
              List.copyOf(outputs.values()),
              others));
    }
    return samples;
  }

  private static void refuseBoth(Path file, @Nullable Path other, List<Problem> problems) {
    if (other != null) {
      // In the order of a listing, 0 comes before 00 or after it.
      boolean later = name(file).length() > name(other).length();
      problems.add(
          Problem.in(
              (later ? file : other).toString(),
              "stands for the same place as " + name(later ? other : file),
              "remove one of the two"));
    }
  }

  String name() {
    return name(root.toAbsolutePath().normalize());
  }

  String relative(Path file) {
    return root.relativize(file).toString().replace(File.separatorChar, '/');
  }

  private static void requireEvery(
      Path folder, String kind, SortedMap<Integer, Path> found, List<Problem> problems) {
    for (int place = 0; place < found.size(); place++) {
      if (!found.containsKey(place)) {
        problems.add(
            Problem.in(
                folder.resolve(kind + "_" + place + ".pb").toString(),
                "is missing, while " + kind + "_" + found.lastKey() + ".pb is there",
                "fetch the set again, or number its files from 0 on"));
        return;
      }
    }
  }

  private static void refuseNothing(
      Path folder,
      SortedMap<Integer, Path> inputs,
      SortedMap<Integer, Path> outputs,
      List<Problem> problems) {
    if (inputs.isEmpty() && outputs.isEmpty()) {
      problems.add(
          Problem.in(
              folder.toString(),
              "holds neither input_0.pb nor output_0.pb",
              "fetch the set again, or remove the folder"));
    }
  }

  private static Optional<Path> modelIn(List<Path> content) {
    List<Path> models = content.stream().filter(path -> name(path).endsWith(".onnx")).toList();
    return models.stream()
        .filter(path -> name(path).equals("model.onnx") || models.size() == 1)
        .findFirst();
  }

  private static int number(Path folder) {
    Matcher matcher = SAMPLE.matcher(name(folder));
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
  }

  private static List<Path> content(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.sorted().toList();
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
