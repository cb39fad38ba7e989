package dev.gantry.targets;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.SshDestination;
import dev.gantry.targets.link.SshLink;
import dev.gantry.targets.store.BoardStore;
import dev.gantry.targets.store.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * How fast a link is beside scp, and beside tar over ssh, all to one sshd on loopback, in turns.
 * Each round of ours opens a session of its own, as each of the peers does.
 */
public final class LinkSpeed {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int MIB = 1 << 20;
  private static final int SMALL_FILES = 2_000;
  private static final int SMALL = 4_096;

  private final Path folder;
  private final int rounds;
  private final Sshd board;

  private LinkSpeed(Path folder, int rounds, Sshd board) {
    this.folder = folder;
    this.rounds = rounds;
    this.board = board;
  }

  /** Takes a folder to work in, and the number of rounds. */
  public static void main(String[] words) throws Exception {
    Path folder = Path.of(words[0]);
    Sshd board = Sshd.start(Files.createDirectories(folder.resolve("board")));
    try (board;
        Cable far = new Cable(board.port(), Duration.ofMillis(10), Long.MAX_VALUE)) {
      LinkSpeed speed = new LinkSpeed(folder, Integer.parseInt(words[1]), board);
      Path big = speed.file("big", 256 * MIB);
      speed.large(big, board.port(), "loopback", "1.00");
      speed.large(big, far.port(), "20 ms round trip", "1.20");
      List<StoredFile> small = speed.smallFiles();
      speed.small(small, board.port(), "loopback", "1.00");
      speed.small(small, far.port(), "20 ms round trip", "1.00");
      speed.unchanged(List.of(StoredFile.of(big)), "256 MiB");
      speed.unchanged(small, SMALL_FILES + " files");
    }
  }

  private void large(Path file, int port, String where, String wanted) throws Exception {
    StoredFile storedFile = StoredFile.of(file);
    Series peer = new Series();
    Series hashing = new Series();
    Series bare = new Series();
    Series whole = new Series();
    for (int round = -1; round < rounds; round++) {
      peer.add(round, time(() -> scp(file, port)));
      requireSize(board.home().resolve("copied"), Files.size(file));
      hashing.add(round, time(() -> scpAndHash(file, port)));
      requireSize(board.home().resolve("copied"), Files.size(file));
      bare.add(round, time(() -> push(file, port)));
      empty();
      whole.add(round, time(() -> store(storedFile, port)));
      empty();
    }
    tell("256 MiB as it is, speed, " + where, wanted, "scp", peer, bare, true);
    tell("256 MiB, hashed on the board too, speed, " + where, "-", "scp", peer, whole, true);
    tell(
        "256 MiB, hashed on the board too, speed, " + where,
        "-",
        "scp, then ssh sha256sum",
        hashing,
        whole,
        true);
  }

  private void small(List<StoredFile> storedFiles, int port, String where, String wanted)
      throws Exception {
    Series peer = new Series();
    Series ours = new Series();
    for (int round = -1; round < rounds; round++) {
      peer.add(round, time(() -> tar(port)));
      call("rm", "-rf", board.home().resolve("untarred").toString());
      ours.add(round, time(() -> storeAll(storedFiles, port)));
      empty();
    }
    tell(
        SMALL_FILES + " files of 4 KiB, time, " + where,
        wanted,
        "tar | ssh tar",
        peer,
        ours,
        false);
  }

  private void unchanged(List<StoredFile> storedFiles, String what) throws Exception {
    empty();
    storeAll(storedFiles, board.port());
    Set<Digest> all = Set.copyOf(storedFiles.stream().map(StoredFile::digest).toList());
    // What changed in the last two seconds is hashed again; then it is remembered.
    Path seen = board.home().resolve(".gantry/store.seen");
    long end = System.nanoTime() + LIMIT.toNanos();
    do {
      ask(all);
    } while (Files.size(seen) < 64L * all.size() && System.nanoTime() < end);
    Series ours = new Series();
    for (int round = -1; round < rounds; round++) {
      ours.add(round, time(() -> ask(all)));
    }
    print(
        "unchanged push of %s, a new session and all: %.3f s (%.3f to %.3f), wanted 0.2 s",
        what, ours.middle(), ours.least(), ours.most());
  }

  private void ask(Set<Digest> all) throws RigException {
    try (SshLink link = SshLink.open(destination(board.port()))) {
      Set<Digest> there = new BoardStore(link).have(all);
      // What was hashed too lately to be remembered is there all the same.
      if (!there.equals(all)) {
        throw new IllegalStateException(there.size() + " of " + all.size() + " are there");
      }
    }
  }

  private void push(Path file, int port) throws Exception {
    try (SshLink link = SshLink.open(destination(port))) {
      ByteCount size = new ByteCount(Files.size(file));
      link.files().push(() -> Files.newInputStream(file), size, "pushed", done -> {}, () -> false);
    }
    requireSize(board.home().resolve("pushed"), Files.size(file));
  }

  private void store(StoredFile storedFile, int port) throws RigException {
    try (SshLink link = SshLink.open(destination(port))) {
      BoardStore store = new BoardStore(link);
      store.have(Set.of(storedFile.digest()));
      store.push(storedFile, done -> {});
    }
  }

  private void storeAll(List<StoredFile> storedFiles, int port) throws RigException {
    try (SshLink link = SshLink.open(destination(port))) {
      BoardStore store = new BoardStore(link);
      store.have(storedFiles.stream().map(StoredFile::digest).toList());
      store.pushAll(storedFiles, done -> {}, () -> false);
    }
  }

  private void scp(Path file, int port) throws Exception {
    List<String> words = new ArrayList<>(List.of("scp", "-q", "-P", String.valueOf(port)));
    words.addAll(options(port));
    words.addAll(
        List.of(file.toString(), Sshd.user() + "@127.0.0.1:" + board.home().resolve("copied")));
    call(words.toArray(String[]::new));
  }

  private void scpAndHash(Path file, int port) throws Exception {
    scp(file, port);
    List<String> words = new ArrayList<>(List.of("ssh", "-p", String.valueOf(port)));
    words.addAll(options(port));
    words.addAll(
        List.of(Sshd.user() + "@127.0.0.1", "sha256sum " + board.home().resolve("copied")));
    call(words.toArray(String[]::new));
  }

  private void tar(int port) throws Exception {
    String ssh = "ssh -p " + port + " " + String.join(" ", options(port));
    Path to = board.home().resolve("untarred");
    call(
        "sh",
        "-c",
        String.format(
            Locale.ROOT,
            "tar -c -C %s . | %s %s@127.0.0.1 'mkdir %s && tar -x -C %s'",
            folder.resolve("small"),
            ssh,
            Sshd.user(),
            to,
            to));
  }

  private List<String> options(int port) throws IOException {
    return List.of(
        "-F",
        "/dev/null",
        "-c",
        "aes128-gcm@openssh.com",
        "-i",
        board.clientKey().toString(),
        "-o",
        "StrictHostKeyChecking=yes",
        "-o",
        "UserKnownHostsFile=" + knownHosts(port));
  }

  private Path knownHosts(int port) throws IOException {
    return Files.writeString(
        folder.resolve("known_hosts"), "[127.0.0.1]:" + port + " " + board.hostKey() + "\n");
  }

  private SshDestination destination(int port) {
    return board.through(port);
  }

  private void empty() throws Exception {
    call("rm", "-rf", board.home().resolve(".gantry").toString());
  }

  private Path file(String name, int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Files.write(folder.resolve(name), bytes);
  }

  private List<StoredFile> smallFiles() throws IOException {
    Files.createDirectories(folder.resolve("small"));
    Random random = new Random(7_430);
    List<StoredFile> storedFiles = new ArrayList<>();
    byte[] bytes = new byte[SMALL];
    for (int index = 0; index < SMALL_FILES; index++) {
      random.nextBytes(bytes);
      storedFiles.add(StoredFile.of(Files.write(folder.resolve("small/file-" + index), bytes)));
    }
    return storedFiles;
  }

  private static void requireSize(Path file, long size) throws IOException {
    if (Files.size(file) != size) {
      throw new IOException(file + " did not arrive whole");
    }
    Files.delete(file);
  }

  private static void call(String... words) throws IOException, InterruptedException {
    KeyTool.call(java.util.Map.of(), List.of(words));
  }

  private interface Work {
    void run() throws Exception;
  }

  private static double time(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  /** As a speed, more is better; as a time, less. */
  private static void tell(
      String what, String wanted, String peer, Series theirs, Series ours, boolean speed) {
    double middle = theirs.middle() / ours.middle();
    double best = theirs.least() / ours.least();
    print(
        "%-58s %.2f of %s, best rounds %.2f (wanted %s): ours %.2f s (%.2f to %.2f), %s %.2f s (%.2f to %.2f)",
        what,
        speed ? middle : 1 / middle,
        peer,
        speed ? best : 1 / best,
        wanted,
        ours.middle(),
        ours.least(),
        ours.most(),
        peer,
        theirs.middle(),
        theirs.least(),
        theirs.most());
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private static void print(String format, Object... words) {
    System.out.println(String.format(Locale.ROOT, format, words));
  }
}
