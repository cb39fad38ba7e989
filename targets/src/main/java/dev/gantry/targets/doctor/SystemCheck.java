package dev.gantry.targets.doctor;

import dev.gantry.targets.doctor.BoardComplaint.Severity;
import dev.gantry.targets.probe.BoardFact;
import dev.gantry.targets.probe.BoardProbe;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** Disk, home, clock and login of a board. */
record SystemCheck(BoardProbe probe, Instant now) {
  private static final long TOO_LITTLE_KIB = 512L << 10;
  private static final long LITTLE_KIB = 2L << 20;

  /** A probe itself takes some seconds on a slow board. */
  private static final Duration DRIFT = Duration.ofSeconds(30);

  void complain(List<BoardComplaint> complaints) {
    disk(complaints);
    if (probe.fact(BoardFact.HOME_WRITABLE).filter("no"::equals).isPresent()) {
      complaints.add(
          new BoardComplaint(
              Severity.BLOCKS,
              "the home folder of this login cannot be written",
              "give the user a home folder of its own; everything is kept in ~/.gantry there"));
    }
    probe
        .fact(BoardFact.CLOCK)
        .flatMap(SystemCheck::instant)
        .ifPresent(at -> clock(at, complaints));
    if (probe.fact(BoardFact.CLOCK_SYNCHRONISED).filter("no"::equals).isPresent()) {
      complaints.add(
          new BoardComplaint(
              Severity.HINT,
              "nobody keeps the clock of the board",
              "switch it on: timedatectl set-ntp true"));
    }
    probe
        .fact(BoardFact.LOGIN_NOISE)
        .ifPresent(
            noise ->
                complaints.add(
                    new BoardComplaint(
                        Severity.HINT,
                        "the login prints text before commands: " + noise,
                        "let .bashrc print only where a person is: case $- in *i*) ... esac")));
  }

  private void disk(List<BoardComplaint> complaints) {
    Optional<Long> free =
        probe
            .fact(BoardFact.DISK_FREE)
            .filter(kib -> kib.matches("[0-9]{1,15}"))
            .map(Long::valueOf);
    if (free.isEmpty()) {
      complaints.add(
          new BoardComplaint(
              Severity.DOUBTFUL, "the free disk space is unknown", "look at df on the board"));
    } else if (free.get() < LITTLE_KIB) {
      complaints.add(
          new BoardComplaint(
              free.get() < TOO_LITTLE_KIB ? Severity.BLOCKS : Severity.DOUBTFUL,
              "only " + (free.get() >> 10) + " MiB of disk are free",
              "free some; what Gantry keeps is in ~/.gantry/store and may be removed"));
    }
  }

  private void clock(Instant at, List<BoardComplaint> complaints) {
    Duration off = Duration.between(now, at);
    if (off.abs().compareTo(DRIFT) > 0) {
      complaints.add(
          new BoardComplaint(
              Severity.DOUBTFUL,
              "the clock is wrong by " + off.abs().toSeconds() + " s: it says " + at,
              "set it, and let timedatectl set-ntp true keep it"));
    }
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
