package dev.gantry.harness.walk;

import dev.gantry.dossier.Board;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trouble;
import dev.gantry.harness.rack.PowerCycle;
import dev.gantry.targets.BoardVisit;
import dev.gantry.targets.link.LostLink;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.probe.BoardFact;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/**
 * Connects to one board, again and again in one run: tries again while it stays away, has its power
 * cycled where that can be done, and gives up in bounded time.
 */
final class BoardConnector {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

  private final Board board;
  private final Entrance entrance;
  private final ReleaseRunner.Watch watch;
  private final Runnable beforePowerCycle;
  private final List<String> cycles = new ArrayList<>();
  private Optional<String> boot = Optional.empty();
  private boolean cycled;

  /** Begins a visit; fails with {@link LostLink} where it is worth trying again. */
  interface Entrance {
    BoardVisit begin() throws RigException;
  }

  BoardConnector(
      Board board, Entrance entrance, ReleaseRunner.Watch watch, Runnable beforePowerCycle) {
    this.board = board;
    this.entrance = entrance;
    this.watch = watch;
    this.beforePowerCycle = beforePowerCycle;
  }

  BoardVisit come() throws RigException {
    Instant since = watch.clock().instant();
    try {
      return arrived(knock(watch.recovery().reconnect()));
    } catch (LostLink away) {
      return arrived(afterPowerCycle(away, since));
    }
  }

  /** To a board that was lost in the middle: the visit itself has waited for it long enough. */
  BoardVisit comeBack(LostLink lost) throws RigException {
    return arrived(afterPowerCycle(lost, watch.clock().instant()));
  }

  private BoardVisit arrived(BoardVisit visit) {
    boot = visit.probe().fact(BoardFact.BOOT);
    // It came back: should it be lost again, its power may be cycled again.
    cycled = false;
    return visit;
  }

  /** Why and how its power was cycled, since this was asked last: whatever ran there is dead. */
  List<String> takeCycles() {
    List<String> taken = List.copyOf(cycles);
    cycles.clear();
    return taken;
  }

  private BoardVisit afterPowerCycle(LostLink away, Instant since) throws RigException {
    if (board.powerSwitch().isEmpty() || cycled) {
      throw away;
    }
    cycled = true;
    beforePowerCycle.run();
    Board.PowerSwitch command = board.powerSwitch().get();
    remark("stays away; cycle its power: " + command.command());
    String said;
    try {
      said = new PowerCycle(board.name(), command).run(watch.cancelled());
    } catch (RigException failed) {
      throw both(away, failed.trouble());
    }
    String told = "power-cycle '" + command.command() + "'" + (said.isEmpty() ? "" : ": " + said);
    remark(told);
    try {
      return verified(knock(watch.recovery().powerUp()), told, since);
    } catch (LostLink stillAway) {
      throw both(away, stillAway.trouble(), told);
    }
  }

  /** A board that runs on as before was not the one whose power went. */
  private BoardVisit verified(BoardVisit visit, String told, Instant since) throws RigException {
    Optional<String> now = visit.probe().fact(BoardFact.BOOT);
    if (boot.isPresent() && boot.equals(now)) {
      visit.close();
      throw RackTrouble.at(
          board.name(),
          told + " ran, but the board did not restart: its boot id is still " + now.orElse("-"),
          "check that power-cycle in the rack file cuts the power of this board, not of another");
    }
    cycles.add("away since " + since.truncatedTo(ChronoUnit.SECONDS) + "; " + told);
    remark("is back" + (boot.isPresent() ? ", started anew" : ""));
    return visit;
  }

  private RigException both(LostLink away, Trouble then, String... told) {
    String between = String.join("; ", told);
    return new RigException(
        new Trouble(
            then.blame(),
            board.name(),
            away.trouble().what()
                + "; "
                + (between.isEmpty() ? "" : between + "; then: ")
                + then.what(),
            then.remedy()));
  }

  /** No attempt that would take longer than the time that is left, going by the one before. */
  private BoardVisit knock(Duration limit) throws RigException {
    long begin = System.nanoTime();
    Duration pause = FIRST_PAUSE;
    while (true) {
      long knocked = System.nanoTime();
      try {
        return entrance.begin();
      } catch (LostLink away) {
        long now = System.nanoTime();
        Duration next = Duration.ofNanos(now - begin).plus(pause);
        if (next.plusNanos(now - knocked).compareTo(limit) > 0) {
          throw away;
        }
        note(away.trouble().what() + "; again in " + pause.toMillis() + " ms");
        rest(pause);
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
      }
    }
  }

  private void rest(Duration pause) {
    long end = System.nanoTime() + pause.toNanos();
    while (System.nanoTime() < end) {
      if (watch.cancelled().getAsBoolean()) {
        throw new CancellationException();
      }
      try {
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException();
      }
    }
  }

  private void remark(String what) {
    watch.progress().accept(Progress.remark(Progress.Stage.VISIT, board.name(), what));
  }

  private void note(String what) {
    watch.progress().accept(Progress.note(Progress.Stage.VISIT, board.name(), what));
  }
}
