package dev.gantry.harness.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  private static final List<String> TWO = List.of("a", "b");

  @Test
  void the_longest_cell_comes_first_and_each_board_takes_each_once() {
    WorkQueue queue =
        WorkQueue.of(
            List.of(item("short", TWO, 2, 1), item("long", TWO, 2, 9), item("mid", TWO, 2, 5)));

    assertThat(all(queue, "a")).containsExactly("long", "mid", "short");
    assertThat(all(queue, "b")).containsExactly("long", "mid", "short");
    assertThat(queue.await("a", () -> false)).isFalse();
    assertThat(queue.lacking()).isEmpty();
  }

  @Test
  void where_any_unit_will_do_the_boards_share_the_cells() {
    WorkQueue queue = WorkQueue.of(List.of(item("x", TWO, 1, 1), item("y", TWO, 1, 2)));

    assertThat(take(queue, "a")).contains("y");
    assertThat(take(queue, "b")).contains("x");
    assertThat(take(queue, "a")).isEmpty();
  }

  @Test
  void a_cell_whose_engine_is_being_built_is_taken_last() {
    WorkQueue queue = WorkQueue.of(List.of(item("x", TWO, 2, 1), item("y", TWO, 2, 2)));

    Optional<PlannedCell> next = queue.take("b", cell -> cell.model().equals("y"));

    assertThat(next.map(planned -> planned.cell().model())).contains("x");
    assertThat(queue.take("b", cell -> true)).isPresent();
  }

  @Test
  void what_a_sick_board_gives_back_another_takes() throws Exception {
    WorkItem item = item("x", TWO, 1, 1);
    WorkQueue queue = WorkQueue.of(List.of(item));
    queue.take("a", cell -> false);
    CompletableFuture<Boolean> other =
        CompletableFuture.supplyAsync(() -> queue.await("b", () -> false));

    queue.failed(item.planned(), "a");

    assertThat(other.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(take(queue, "b")).contains("x");
    assertThat(queue.await("a", () -> false)).as("a has tried it").isFalse();
    queue.failed(item.planned(), "b");
    assertThat(queue.lacking()).containsExactly(item);
  }

  @Test
  void trouble_of_the_engine_is_not_tried_away_on_other_boards() {
    WorkItem item = item("x", TWO, 1, 1);
    WorkQueue queue = WorkQueue.of(List.of(item));
    queue.take("a", cell -> false);

    queue.spent(item.planned(), "a");

    assertThat(queue.await("b", () -> false)).isFalse();
  }

  @Test
  void a_board_that_leaves_keeps_nobody_waiting() throws Exception {
    WorkItem item = item("x", TWO, 1, 1);
    WorkQueue queue = WorkQueue.of(List.of(item));
    queue.take("a", cell -> false);
    CompletableFuture<Boolean> other =
        CompletableFuture.supplyAsync(() -> queue.await("b", () -> false));

    queue.leave("a");

    assertThat(other.get(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_board_whose_link_was_lost_comes_back_to_its_own_work_unless_it_stays_away() {
    WorkItem item = item("x", TWO, 1, 1);
    WorkQueue queue = WorkQueue.of(List.of(item));
    queue.take("a", cell -> false);

    queue.putBack(item.planned(), "a");

    assertThat(take(queue, "b")).as("kept for a").isEmpty();
    assertThat(take(queue, "a")).contains("x");
    queue.putBack(item.planned(), "a");
    queue.release("a");
    assertThat(take(queue, "b")).contains("x");
  }

  @Test
  void a_resumed_run_goes_on_where_the_work_may_be_waiting() {
    WorkItem item =
        new WorkItem(planned("x", TWO, 1), Duration.ofSeconds(1), Set.of(), Set.of("b"));
    WorkQueue queue = WorkQueue.of(List.of(item));

    assertThat(take(queue, "a")).isEmpty();
    assertThat(take(queue, "b")).contains("x");
  }

  @Test
  void what_was_measured_before_counts() {
    WorkItem one = new WorkItem(planned("x", TWO, 1), Duration.ZERO, Set.of("b"), Set.of());
    WorkItem all = new WorkItem(planned("y", TWO, 2), Duration.ZERO, Set.of("b"), Set.of());
    WorkQueue queue = WorkQueue.of(List.of(one, all));

    assertThat(queue.mayWant("b")).isFalse();
    assertThat(all(queue, "a")).containsExactly("y");
  }

  @Test
  void whoever_waits_hears_of_a_halt() {
    WorkQueue queue = WorkQueue.of(List.of(item("x", TWO, 1, 1)));
    queue.take("a", cell -> false);
    AtomicBoolean cancelled = new AtomicBoolean(true);

    assertThatThrownBy(() -> queue.await("b", cancelled::get))
        .isInstanceOf(CancellationException.class);
  }

  /** Any order of fortune and misfortune: never too many, never one board twice, nobody stuck. */
  @Test
  void random_racks_are_measured_as_often_as_their_healthy_boards_allow() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<String> boards =
          IntStream.range(0, 1 + random.nextInt(4)).mapToObj(number -> "b" + number).toList();
      Set<String> sick = new HashSet<>();
      boards.stream().filter(board -> random.nextInt(3) == 0).forEach(sick::add);
      List<WorkItem> items = new ArrayList<>();
      for (int cell = 0; cell < 1 + random.nextInt(5); cell++) {
        items.add(item("m" + cell, boards, 1 + random.nextInt(boards.size()), random.nextInt(9)));
      }
      Map<String, List<String>> measured = new HashMap<>();
      run(WorkQueue.of(items), boards, sick, measured);
      for (WorkItem item : items) {
        int healthy = boards.size() - sick.size();
        assertThat(measured.getOrDefault(item.planned().cell().model(), List.of()))
            .as("round %d, seed %d", round, seed)
            .doesNotHaveDuplicates()
            .hasSize(Math.min(item.planned().units(), healthy));
      }
    }
  }

  private static void run(
      WorkQueue queue, List<String> boards, Set<String> sick, Map<String, List<String>> measured)
      throws Exception {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (String board : boards) {
      all.add(
          CompletableFuture.runAsync(
              () -> {
                while (queue.await(board, () -> false)) {
                  Optional<PlannedCell> next = queue.take(board, cell -> false);
                  if (next.isPresent() && sick.contains(board)) {
                    queue.failed(next.get(), board);
                  } else if (next.isPresent()) {
                    synchronized (measured) {
                      measured
                          .computeIfAbsent(next.get().cell().model(), key -> new ArrayList<>())
                          .add(board);
                    }
                    queue.measured(next.get(), board);
                  }
                }
                queue.leave(board);
              },
              work -> new Thread(work).start()));
    }
    for (CompletableFuture<Void> one : all) {
      one.get(60, TimeUnit.SECONDS);
    }
  }

  private static List<String> all(WorkQueue queue, String board) {
    List<String> taken = new ArrayList<>();
    for (Optional<PlannedCell> next = queue.take(board, cell -> false);
        next.isPresent();
        next = queue.take(board, cell -> false)) {
      taken.add(next.get().cell().model());
      queue.measured(next.get(), board);
    }
    return taken;
  }

  private static Optional<String> take(WorkQueue queue, String board) {
    return queue.take(board, cell -> false).map(planned -> planned.cell().model());
  }

  private static WorkItem item(String model, List<String> boards, int units, int seconds) {
    return new WorkItem(
        planned(model, boards, units), Duration.ofSeconds(seconds), Set.of(), Set.of());
  }

  private static PlannedCell planned(String model, List<String> boards, int units) {
    return new PlannedCell(
        new Cell(model, Precision.FP32, "kind"), boards, units, List.of(), List.of());
  }
}
