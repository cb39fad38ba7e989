package dev.gantry.harness.walk;

import dev.gantry.dossier.ReleasePlan.PlannedCell;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** A cell in the queue: on how many boards it is still wanted, and which may take it. */
final class WorkItem {
  private final PlannedCell planned;
  private final Duration expected;
  private final Set<String> begunBefore;
  private final Set<String> running = new HashSet<>();
  private final Set<String> closed;
  private final Set<String> told = new HashSet<>();
  private int wanted;

  /**
   * Boards that have measured it before are through with it; one that was in the middle when an
   * earlier run was killed comes first, for its work may be waiting there.
   */
  WorkItem(PlannedCell planned, Duration expected, Set<String> measured, Set<String> begunBefore) {
    this(planned, expected, Math.max(0, planned.units() - measured.size()), measured, begunBefore);
  }

  /** On so many more boards, of those that are not closed to it. */
  WorkItem(
      PlannedCell planned,
      Duration expected,
      int wanted,
      Set<String> closed,
      Set<String> begunBefore) {
    this.planned = planned;
    this.expected = expected;
    this.wanted = wanted;
    this.closed = new HashSet<>(closed);
    this.told.addAll(closed);
    this.begunBefore = new HashSet<>(begunBefore);
  }

  /** The ways in which a board can end its work on the cell. */
  enum End {
    MEASURED,
    ELSEWHERE,
    SPENT,
    AGAIN
  }

  PlannedCell planned() {
    return planned;
  }

  Duration expected() {
    return expected;
  }

  boolean open(String board) {
    if (!willing(board) || running.contains(board)) {
      return false;
    }
    return begunBefore.contains(board)
        ? running.size() < wanted
        : running.size() + begunBefore.size() < wanted;
  }

  /** Not now perhaps, but when another board gives it back. */
  boolean mayOpen(String board) {
    return willing(board) && wanted > 0;
  }

  int wanted() {
    return wanted;
  }

  boolean lacking() {
    return wanted > 0;
  }

  /** Whether it is known already why it was not measured there. */
  boolean told(String board) {
    return told.contains(board);
  }

  void begin(String board) {
    begunBefore.remove(board);
    running.add(board);
  }

  void end(String board, End how) {
    running.remove(board);
    switch (how) {
      case MEASURED -> {
        closed.add(board);
        wanted--;
      }
      case ELSEWHERE -> {
        closed.add(board);
        told.add(board);
      }
      case SPENT -> {
        closed.add(board);
        told.add(board);
        wanted--;
      }
      case AGAIN -> begunBefore.add(board);
    }
  }

  void release(String board) {
    begunBefore.remove(board);
  }

  void leave(String board) {
    running.remove(board);
    begunBefore.remove(board);
    closed.add(board);
  }

  private boolean willing(String board) {
    return planned.boards().contains(board) && !closed.contains(board);
  }
}
