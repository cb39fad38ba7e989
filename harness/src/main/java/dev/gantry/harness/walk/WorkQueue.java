package dev.gantry.harness.walk;

import dev.gantry.dossier.Cell;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Holds what is still to be measured, shared by all boards: each takes the longest cell that still
 * wants a unit and that it has not tried. What a sick board gives back, another one takes.
 */
final class WorkQueue {
  private static final long LOOK_UP_MS = 100;

  private final List<WorkItem> items;

  private WorkQueue(List<WorkItem> items) {
    this.items = items;
  }

  /** The items, each knowing what was measured before; they are put in order here. */
  static WorkQueue of(List<WorkItem> items) {
    List<WorkItem> longestFirst = new ArrayList<>(items);
    longestFirst.sort(Comparator.comparing(WorkItem::expected).reversed());
    return new WorkQueue(List.copyOf(longestFirst));
  }

  /**
   * The next cell for a board that is ready now. A cell whose engine another board is building just
   * now comes last: the builder may yet fall sick, and nobody should have waited for it.
   */
  synchronized Optional<PlannedCell> take(String board, Predicate<Cell> building) {
    Optional<WorkItem> next =
        items.stream()
            .filter(item -> item.open(board))
            .min(Comparator.comparing(item -> building.test(item.planned().cell())));
    next.ifPresent(item -> item.begin(board));
    return next.map(WorkItem::planned);
  }

  /** Waits until the board is wanted, or never can be again: then false. */
  synchronized boolean await(String board, BooleanSupplier cancelled) {
    while (items.stream().noneMatch(item -> item.open(board))) {
      if (items.stream().noneMatch(item -> item.mayOpen(board))) {
        return false;
      }
      if (cancelled.getAsBoolean()) {
        throw new CancellationException();
      }
      try {
        wait(LOOK_UP_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException();
      }
    }
    return true;
  }

  synchronized void measured(PlannedCell cell, String board) {
    item(cell).end(board, WorkItem.End.MEASURED);
    notifyAll();
  }

  /** The board could not: another one may. */
  synchronized void failed(PlannedCell cell, String board) {
    item(cell).end(board, WorkItem.End.ELSEWHERE);
    notifyAll();
  }

  /** It is not the board's fault: to try others until one passes would hide it. */
  synchronized void spent(PlannedCell cell, String board) {
    item(cell).end(board, WorkItem.End.SPENT);
    notifyAll();
  }

  /** As if it had not been taken: the board comes back for it, and finds what it has measured. */
  synchronized void putBack(PlannedCell cell, String board) {
    item(cell).end(board, WorkItem.End.AGAIN);
    notifyAll();
  }

  /** What the board may have half done is no longer kept for it. */
  synchronized void release(String board) {
    items.forEach(item -> item.release(board));
    notifyAll();
  }

  /** The board takes nothing any more. */
  synchronized void leave(String board) {
    items.forEach(item -> item.leave(board));
    notifyAll();
  }

  /** Whether the board is wanted, or will be should another one fall sick. */
  synchronized boolean mayWant(String board) {
    return items.stream().anyMatch(item -> item.mayOpen(board));
  }

  /** How many cells the board could take now. */
  synchronized int openFor(String board) {
    return (int) items.stream().filter(item -> item.open(board)).count();
  }

  /** How many cells are still wanted, each as often as there are boards to measure it on. */
  synchronized int wanted() {
    return items.stream().mapToInt(WorkItem::wanted).sum();
  }

  /** The cells that were not measured on as many boards as planned. */
  synchronized List<WorkItem> lacking() {
    return items.stream().filter(WorkItem::lacking).toList();
  }

  private WorkItem item(PlannedCell cell) {
    return items.stream()
        .filter(item -> item.planned().equals(cell))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(cell.cell() + " is not on the agenda"));
  }
}
