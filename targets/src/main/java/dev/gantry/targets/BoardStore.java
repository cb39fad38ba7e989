package dev.gantry.targets;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.Completed;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.SshLink;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** The content-addressed store on a board: what is there and whole does not travel again. */
final class BoardStore {
  static final String FOLDER = ".gantry/store";
  private static final Duration QUICK = Duration.ofSeconds(60);

  /** A board that is filled to the last byte misbehaves in ways that look like a bad model. */
  private static final long SPARE_BYTES = 32L << 20;

  private final SshLink link;

  BoardStore(SshLink link) {
    this.link = link;
  }

  static String path(Digest digest) {
    return FOLDER + "/" + digest.hex();
  }

  /** Hashes on the board: a file that is there but changed does not count as there. */
  Set<Digest> have(Collection<Digest> wanted) throws RigException {
    String names = wanted.stream().map(Digest::hex).collect(Collectors.joining(" "));
    // sha256sum complains of absent files and goes on; only its lines count.
    Completed sums =
        link.run(
            "cd \"$HOME\" && mkdir -p "
                + FOLDER
                + " && cd "
                + FOLDER
                + " && sha256sum "
                + names
                + " 2>/dev/null; true",
            QUICK);
    Set<Digest> there = new HashSet<>();
    for (String line : sums.lines()) {
      String[] words = line.trim().split("\\s+\\*?", 2);
      if (words.length == 2 && words[0].equals(words[1])) {
        there.add(new Digest(words[0]));
      }
    }
    return there;
  }

  void push(Cargo cargo, LongConsumer progress) throws RigException {
    requireSpace(cargo.size());
    String part = path(cargo.digest()) + ".part";
    try {
      send(cargo, part, progress);
    } catch (RigException e) {
      forget(part);
      throw e;
    }
  }

  private void send(Cargo cargo, String part, LongConsumer progress) throws RigException {
    try (InputStream stream = cargo.source().open()) {
      link.files().push(stream, part, progress);
    } catch (IOException e) {
      throw RackTrouble.at(
          link.board(), "cannot read what should be pushed: " + e.getMessage(), "try again", e);
    }
    Completed hashed = link.run("cd \"$HOME\" && sha256sum " + part, QUICK);
    String line = hashed.lines().isEmpty() ? "" : hashed.lines().get(0);
    if (!hashed.ok() || !line.startsWith(cargo.digest().hex())) {
      throw RackTrouble.at(
          link.board(),
          "a file arrived damaged: expected "
              + cargo.digest()
              + ", the board has '"
              + line
              + "' "
              + hashed.complaint(),
          "check the board's storage and its link");
    }
    String target = path(cargo.digest());
    require(link.run("cd \"$HOME\" && mv -f " + part + " " + target, QUICK), "rename " + part);
  }

  /** Half a file on a full disk would keep it full. */
  private void forget(String part) {
    try {
      if (link.alive()) {
        link.run("cd \"$HOME\" && rm -f " + part, QUICK);
      }
    } catch (RigException e) {
      // The trouble at hand says more; the next push writes over the part.
    }
  }

  private void requireSpace(ByteCount size) throws RigException {
    Completed space = link.run("cd \"$HOME\" && df -Pk " + FOLDER + " | tail -n 1", QUICK);
    require(space, "df");
    List<String> words =
        space.lines().isEmpty() ? List.of() : List.of(space.lines().get(0).trim().split("\\s+"));
    if (words.size() < 4 || !words.get(3).matches("[0-9]{1,15}")) {
      throw RackTrouble.at(
          link.board(), "cannot tell its free space from '" + words + "'", "run df -Pk there");
    }
    long free = Long.parseLong(words.get(3)) * 1024;
    if (free < size.bytes() + SPARE_BYTES) {
      throw RackTrouble.at(
          link.board(),
          "its disk is full: "
              + new ByteCount(free)
              + " free in ~/"
              + FOLDER
              + ", "
              + size
              + " to push and "
              + new ByteCount(SPARE_BYTES)
              + " to spare needed",
          "free some space; ~/" + FOLDER + " itself may be emptied at any time");
    }
  }

  private void require(Completed completed, String what) throws RigException {
    if (!completed.ok()) {
      throw RackTrouble.at(
          link.board(),
          what + " failed on the board: " + completed.complaint(),
          "check rights and free space in ~/.gantry there");
    }
  }
}
