package dev.gantry.runner.tensorrt;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folders in which NVIDIA's libraries may lie, the named ones first. */
record LibraryFolders(List<Path> folders) {
  static final String PROPERTY = "gantry.tensorrt.libraries";
  static final String VARIABLE = "GANTRY_TENSORRT_LIBRARIES";
  private static final Path LOADER = Path.of("/etc/ld.so.conf.d");

  LibraryFolders {
    folders = List.copyOf(new LinkedHashSet<>(folders));
  }

  static LibraryFolders ofThisProcess() {
    return of(System.getProperties(), System.getenv(), CpuArchitecture.ofThisProcess());
  }

  static LibraryFolders of(
      Properties properties, Map<String, String> environment, CpuArchitecture architecture) {
    List<Path> folders = new ArrayList<>();
    folders.addAll(listed(properties.getProperty(PROPERTY, "")));
    folders.addAll(listed(environment.getOrDefault(VARIABLE, "")));
    folders.addAll(listed(environment.getOrDefault("LD_LIBRARY_PATH", "")));
    folders.addAll(architecture.folders());
    folders.addAll(ofTheLoader());
    return new LibraryFolders(folders);
  }

  /** What the runner's own start names: there lie the libraries that came with it. */
  static LibraryFolders ofTheKit() {
    return new LibraryFolders(listed(System.getProperty("java.library.path", "")));
  }

  Optional<Path> find(String library) {
    return folders.stream()
        .map(folder -> folder.resolve(library))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Whatever is there of a library, by the names of its files: other versions of it. */
  Collection<String> versions(String start) {
    Collection<String> names = new TreeSet<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .map(file -> String.valueOf(file.getFileName()))
            .filter(name -> name.startsWith(start))
            .forEach(names::add);
      } catch (IOException e) {
        // Most of the folders are not there.
      }
    }
    return names;
  }

  /** Those that are there, in words; the others are many, and say little. */
  String words() {
    String there =
        folders.stream()
            .filter(Files::isDirectory)
            .map(Path::toString)
            .collect(Collectors.joining(", "));
    return there.isEmpty() ? "no folder" : there;
  }

  private static List<Path> ofTheLoader() {
    List<Path> folders = new ArrayList<>();
    try (Stream<Path> files = Files.list(LOADER)) {
      for (Path file : files.sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          if (line.startsWith("/")) {
            folders.add(Path.of(line.strip()));
          }
        }
      }
    } catch (IOException e) {
      // A system that keeps no such list says nothing by it.
    }
    return folders;
  }

  private static List<Path> listed(String text) {
    return Stream.of(text.split(File.pathSeparator))
        .filter(name -> !name.isBlank())
        .map(Path::of)
        .map(Path::toAbsolutePath)
        .toList();
  }
}
