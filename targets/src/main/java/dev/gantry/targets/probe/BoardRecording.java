package dev.gantry.targets.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder that describes a board: {@code files.txt} with a {@code /path:line} for every line of
 * its files, as {@code grep -aH '' FILES} prints them (with \0 for a NUL), {@code bin/} with
 * scripts that say what its tools said, and {@code tools.txt} with the names of tools that are just
 * there.
 */
record BoardRecording(Path folder) {
  private static final List<String> TEXT_TOOLS =
      List.of("sh", "sed", "tr", "head", "tail", "cut", "cat", "sleep", "readlink", "tee", "mkdir");
  private static final List<String> PLACES = List.of("/usr/bin", "/bin");

  void layOut(Path root, Path textTools) throws IOException {
    Path bin = Files.createDirectories(root.resolve("usr/bin"));
    Files.createDirectories(root.resolve("home"));
    Files.createDirectories(textTools);
    for (String tool : TEXT_TOOLS) {
      Optional<Path> here =
          PLACES.stream().map(place -> Path.of(place, tool)).filter(Files::exists).findFirst();
      if (here.isPresent()) {
        Files.createSymbolicLink(textTools.resolve(tool), here.get());
      }
    }
    for (Map.Entry<String, StringBuilder> file : files().entrySet()) {
      Path target = root.resolve(file.getKey().substring(1)).normalize();
      if (!target.startsWith(root)) {
        throw new IOException("names a file outside of the board: " + file.getKey());
      }
      Files.createDirectories(target.getParent());
      Files.writeString(target, file.getValue(), StandardCharsets.UTF_8);
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    for (String tool : linesOf("tools.txt")) {
      write(bin.resolve(Path.of(tool).getFileName()), "#!/bin/sh\nexit 0\n");
    }
    if (Files.isDirectory(folder.resolve("bin"))) {
      try (Stream<Path> tools = Files.list(folder.resolve("bin"))) {
        for (Path tool : tools.toList()) {
          write(bin.resolve(tool.getFileName()), Files.readString(tool));
        }
      }
    }
  }

  private Map<String, StringBuilder> files() throws IOException {
    Map<String, StringBuilder> files = new TreeMap<>();
    for (String line : linesOf("files.txt")) {
      int colon = line.indexOf(':');
      if (!line.startsWith("/") || colon < 2) {
        throw new IOException("files.txt has a line that is not /path:text: " + line);
      }
      String text = line.substring(colon + 1).replace("\\0", "\0");
      // A file of the device tree ends with its last byte, not with a line.
      files
          .computeIfAbsent(line.substring(0, colon), path -> new StringBuilder())
          .append(text)
          .append(text.endsWith("\0") ? "" : "\n");
    }
    return files;
  }

  private List<String> linesOf(String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      return List.of();
    }
    return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
