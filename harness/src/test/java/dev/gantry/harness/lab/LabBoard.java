package dev.gantry.harness.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One board of the lab, and what may befall it. */
record LabBoard(RackLab lab, int number, Path folder) {
  /** As the board sees it: a home on a disk of its own is not seen from outside. */
  Path home() throws IOException {
    Path outside = folder.resolve("home").toAbsolutePath();
    if (!Files.exists(folder.resolve("disk"))) {
      return outside;
    }
    String first = lab.act("first", String.valueOf(number));
    return Path.of("/proc", first, "root").resolve(outside.toString().substring(1));
  }

  String name() {
    return "board-" + number;
  }

  /** The board's line of the rack file, as {@code rack-lab} wrote it. */
  String line() throws IOException {
    try (Stream<String> lines = Files.lines(lab.folder().resolve("rack.yaml"))) {
      return lines.filter(line -> line.contains("name: " + name() + ",")).findFirst().orElseThrow();
    }
  }

  void unplug() throws IOException {
    act("unplug");
  }

  void plug() throws IOException {
    act("plug");
  }

  void powerOff() throws IOException {
    act("power", "off");
  }

  void powerOn() throws IOException {
    act("power", "on");
  }

  void slow(String rate) throws IOException {
    act("slow", rate);
  }

  void memory(String bytes) throws IOException {
    act("memory", bytes);
  }

  /** Signals every process of the board whose command line holds the words; there must be one. */
  void signal(String signal, String words) throws IOException {
    String script =
        "n=0; for p in /proc/[0-9]*; do c=$( (tr '\\0' ' ' < $p/cmdline) 2>/dev/null) || continue;"
            + " case $c in *\"$1\"*) [ ${p#/proc/} = $$ ] || { kill -"
            + signal
            + " ${p#/proc/} && n=$((n+1)); };; esac; done; echo $n";
    int struck = Integer.parseInt(enter("sh", "-c", script, "sh", words));
    if (struck == 0) {
      throw new IOException("nothing on " + name() + " is called '" + words + "'");
    }
  }

  String enter(String... command) throws IOException {
    String[] words = new String[command.length + 1];
    words[0] = String.valueOf(number);
    System.arraycopy(command, 0, words, 1, command.length);
    return lab.act("enter", words);
  }

  /** Whether the lock of the board can be had this very moment. */
  boolean free() throws IOException {
    Path lock = home().resolve(".gantry/lock");
    if (!Files.exists(lock)) {
      return true;
    }
    try {
      Process process = new ProcessBuilder(List.of("flock", "-n", lock.toString(), "true")).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  List<Path> found(String glob) throws IOException {
    Path store = home().resolve(".gantry");
    if (!Files.isDirectory(store)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(store)) {
      var matcher = store.getFileSystem().getPathMatcher("glob:" + glob);
      return all.filter(path -> matcher.matches(store.relativize(path))).toList();
    } catch (java.io.UncheckedIOException e) {
      // A file went while it was looked for: the next look is better.
      return List.of();
    }
  }

  private void act(String verb, String... words) throws IOException {
    String[] all = new String[words.length + 1];
    all[0] = String.valueOf(number);
    System.arraycopy(words, 0, all, 1, words.length);
    lab.act(verb, all);
  }
}
