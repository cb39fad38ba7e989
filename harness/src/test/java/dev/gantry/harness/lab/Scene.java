package dev.gantry.harness.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a fault is played on: one board, the release for it, and the run that is going on. */
final class Scene {
  private static final Duration MOMENT = Duration.ofMinutes(5);

  private final Path folder;
  private final Path home;
  private final Path models;
  private final LabBoard board;
  private LabRun run;
  private Optional<LabRun> person = Optional.empty();

  Scene(Path folder, Path home, Path models, LabBoard board) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.home = home;
    this.models = models;
    this.board = board;
    Files.writeString(folder.resolve("rack.yaml"), rack(board.line()));
  }

  LabBoard board() {
    return board;
  }

  LabRun run() {
    return run;
  }

  Path out() {
    return folder.resolve("out");
  }

  Path folder() {
    return folder;
  }

  /** Every scene has a rack of its own name: what one board suffers is not held against another. */
  String rack(String boards) {
    return """
        rack: lab-%d
        kinds:
          cpu: { backend: onnxruntime, threads: 1 }
        boards:
        %s
        """
        .formatted(board.number(), absolute(boards));
  }

  private String absolute(String line) {
    Path lab = board.lab().folder();
    return line.replace("key: client", "key: " + lab.resolve("client"))
        .replace("known-hosts: known_hosts", "known-hosts: " + lab.resolve("known_hosts"));
  }

  void start(Object... more) throws IOException {
    Object[] words = java.util.Arrays.copyOf(more, more.length + 2);
    // Two that race for a board: each waits for the other.
    words[more.length] = "--wait";
    words[more.length + 1] = "3 min";
    run = gantry(out(), words);
  }

  LabRun gantry(Path out, Object... more) throws IOException {
    Object[] words = new Object[6 + more.length];
    words[0] = "run";
    words[1] = models.resolve("release.yaml");
    words[2] = "--rack";
    words[3] = folder.resolve("rack.yaml");
    words[4] = "--out";
    words[5] = out;
    System.arraycopy(more, 0, words, 6, more.length);
    return LabRun.gantry(home, words);
  }

  /** Someone takes the board for themselves. */
  void hold() throws IOException {
    person =
        Optional.of(
            LabRun.gantry(
                home,
                "rack",
                "lease",
                board.name(),
                "--rack",
                folder.resolve("rack.yaml"),
                "--for",
                "a look at the fan"));
    long end = System.nanoTime() + MOMENT.toNanos();
    while (board.free() || !Files.exists(board.home().resolve(".gantry/lock"))) {
      if (System.nanoTime() > end) {
        throw new IOException("nobody holds the board: " + person.get().text());
      }
      last(Duration.ofMillis(100));
    }
  }

  /** And leaves. */
  void letGo() throws IOException {
    LabRun held = person.orElseThrow();
    held.signal("INT");
    if (!held.ends(Duration.ofSeconds(20))) {
      throw new IOException("the lease at the bench does not end: " + held.text());
    }
  }

  /** Waits until the board's store holds a file like this; the run must not end before. */
  void await(String glob) throws IOException {
    long end = System.nanoTime() + MOMENT.toNanos();
    while (board.found(glob).isEmpty()) {
      if (System.nanoTime() > end || run.ends(Duration.ofMillis(20))) {
        throw new IOException("no " + glob + " was seen on " + board.name() + ": " + run.text());
      }
    }
  }

  /**
   * The same until there is something in it: a runner that has not spoken yet is waited for longer.
   */
  void awaitWords(String glob) throws IOException {
    long end = System.nanoTime() + MOMENT.toNanos();
    while (board.found(glob).stream().noneMatch(Scene::holdsWords)) {
      if (System.nanoTime() > end || run.ends(Duration.ofMillis(20))) {
        throw new IOException("no word in " + glob + " on " + board.name() + ": " + run.text());
      }
    }
  }

  private static boolean holdsWords(Path file) {
    try {
      return Files.size(file) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** How long a fault lasts is part of the fault. */
  void last(Duration duration) throws IOException {
    try {
      new CountDownLatch(1).await(duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
