package dev.gantry.targets.store;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.SshLink;
import dev.gantry.targets.link.command.CompletedCommand;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Checks what a board's disk has left; asked before a push, for SFTP says no more than "Failure".
 */
public record FreeSpace(SshLink link, String folder) {
  /** A board that is filled to the last byte misbehaves in ways that look like a bad model. */
  private static final ByteCount SPARE = new ByteCount(32L << 20);

  private static final ByteCount NOTHING = new ByteCount(1 << 20);
  private static final Duration QUICK = Duration.ofSeconds(20);

  void require(ByteCount size) throws RigException {
    ByteCount free = free();
    if (free.compareTo(size.plus(SPARE)) >= 0) {
      return;
    }
    throw RackTrouble.at(
        link.board(),
        "its disk is full: "
            + free
            + " free in ~/"
            + folder
            + ", "
            + size
            + " to push and "
            + SPARE
            + " to spare needed ("
            + free.bytes()
            + " bytes of "
            + size.plus(SPARE).bytes()
            + ")",
        "free some space; ~/" + folder + " itself may be emptied at any time");
  }

  /** In words, where nothing can be written any more. */
  public Optional<String> shortage() throws RigException {
    ByteCount free = free();
    return free.compareTo(NOTHING) < 0
        ? Optional.of("its disk is full: " + free + " free in ~/" + folder)
        : Optional.empty();
  }

  private ByteCount free() throws RigException {
    CompletedCommand said = link.run("cd \"$HOME\" && df -Pk " + folder + " | tail -n 1", QUICK);
    List<String> words =
        said.lines().isEmpty() ? List.of() : List.of(said.lines().get(0).trim().split("\\s+"));
    if (words.size() < 4 || !words.get(3).matches("[0-9]{1,15}")) {
      throw RackTrouble.at(
          link.board(),
          "cannot tell its free space from '" + said.complaint() + "'",
          "run df -Pk ~/" + folder + " there");
    }
    return new ByteCount(Long.parseLong(words.get(3)) * 1024);
  }
}
