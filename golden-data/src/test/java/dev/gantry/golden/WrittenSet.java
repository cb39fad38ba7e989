package dev.gantry.golden;

import dev.gantry.dossier.Digest;
import dev.gantry.golden.manifest.GoldenManifest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A set whose files are known before they are written, so that one thing of it can be spoiled while
 * all digests stay right, or be left wrong on purpose. Without a manifest: ONNX's layout.
 */
public final class WrittenSet {
  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private final Map<String, Path> links = new HashMap<>();
  private final Map<String, Long> lengths = new HashMap<>();
  private final Map<String, String> digests = new HashMap<>();
  private final Set<String> unlisted = new HashSet<>();
  private final Set<String> folders = new HashSet<>();
  private final Set<String> pipes = new HashSet<>();
  private final Map<String, byte[]> outside = new HashMap<>();
  private String manifest;
  private boolean indexed;

  public WrittenSet(String manifest) {
    this.manifest = manifest;
  }

  public WrittenSet put(String name, byte[] bytes) {
    files.put(name, bytes);
    return this;
  }

  public WrittenSet put(String name, String text) {
    return put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  byte[] bytes(String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new IllegalArgumentException("there is no " + name);
    }
    return bytes.clone();
  }

  WrittenSet remove(String name) {
    bytes(name);
    files.remove(name);
    return this;
  }

  WrittenSet cut(String name, int length) {
    return put(name, Arrays.copyOf(bytes(name), length));
  }

  WrittenSet link(String name, Path target) {
    files.remove(name);
    links.put(name, target);
    return this;
  }

  WrittenSet folder(String name) {
    files.remove(name);
    folders.add(name);
    return this;
  }

  /** A pipe that nobody writes to: who reads from it waits for ever. */
  WrittenSet pipe(String name) {
    files.remove(name);
    pipes.add(name);
    return this;
  }

  /** A file outside the set. */
  WrittenSet beside(String name, byte[] bytes) {
    outside.put(name, bytes);
    return this;
  }

  /** So many zeros, which take no room on the disk. */
  WrittenSet hole(String name, long length) {
    files.remove(name);
    lengths.put(name, length);
    return this;
  }

  /** Says this digest in the list, whatever the file. */
  WrittenSet digest(String name, String digest) {
    digests.put(name, digest);
    return this;
  }

  public WrittenSet unlist(String name) {
    unlisted.add(name);
    return this;
  }

  public WrittenSet change(String from, String to) {
    if (!manifest.contains(from)) {
      throw new IllegalArgumentException("the manifest does not say " + from);
    }
    manifest = manifest.replace(from, to);
    return this;
  }

  WrittenSet manifest(String text) {
    manifest = text;
    unlisted.addAll(files.keySet());
    return this;
  }

  /** Lists the digests in a file of their own, with a line for each that is not left out. */
  public WrittenSet indexed() {
    indexed = true;
    return this;
  }

  /** Over whatever was written there before. */
  public Path write(Path folder) throws IOException {
    clear(folder);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(place(folder, file.getKey()), file.getValue());
    }
    for (Map.Entry<String, Path> link : links.entrySet()) {
      Files.createSymbolicLink(place(folder, link.getKey()), link.getValue());
    }
    for (Map.Entry<String, byte[]> file : outside.entrySet()) {
      Files.write(place(folder.resolveSibling("."), file.getKey()), file.getValue());
    }
    for (String pipe : pipes) {
      make(place(folder, pipe));
    }
    for (String inner : folders) {
      Files.createDirectories(folder.resolve(inner));
    }
    for (Map.Entry<String, Long> hole : lengths.entrySet()) {
      try (RandomAccessFile file =
          new RandomAccessFile(place(folder, hole.getKey()).toFile(), "rw")) {
        file.setLength(hole.getValue());
      }
    }
    if (!manifest.isEmpty()) {
      Files.writeString(folder.resolve(GoldenManifest.FILE), manifest + lists(folder));
    }
    return folder;
  }

  private static void make(Path pipe) throws IOException {
    try {
      int code = new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IOException("mkfifo " + pipe + " ended with " + code);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static Path place(Path folder, String name) throws IOException {
    Path place = folder.resolve(name);
    Files.createDirectories(place.getParent());
    return place;
  }

  private static void clear(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> walk = Files.walk(folder)) {
        for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(folder);
  }

  private String lists(Path folder) throws IOException {
    SortedMap<String, String> listed = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      listed.put(file.getKey(), Digest.of(file.getValue()).toString());
    }
    listed.putAll(digests);
    listed.keySet().removeAll(unlisted);
    if (!indexed) {
      return inline(listed);
    }
    StringBuilder sums = new StringBuilder();
    SortedMap<String, String> kept = new TreeMap<>();
    listed.forEach(
        (name, digest) -> {
          if (List.of("samples.jsonl", "SHA256SUMS").contains(name)) {
            kept.put(name, digest);
          } else {
            sums.append(digest.replace("sha256:", "")).append("  ").append(name).append('\n');
          }
        });
    if (!files.containsKey("SHA256SUMS")
        && !lengths.containsKey("SHA256SUMS")
        && !pipes.contains("SHA256SUMS")) {
      Files.writeString(folder.resolve("SHA256SUMS"), sums);
      kept.putIfAbsent(
          "SHA256SUMS", Digest.of(sums.toString().getBytes(StandardCharsets.UTF_8)).toString());
      kept.keySet().removeAll(unlisted);
    }
    return inline(kept);
  }

  private static String inline(SortedMap<String, String> listed) {
    StringBuilder text = new StringBuilder(listed.isEmpty() ? "" : "files:\n");
    listed.forEach((name, digest) -> text.append("  \"" + name + "\": \"" + digest + "\"\n"));
    return text.toString();
  }
}
