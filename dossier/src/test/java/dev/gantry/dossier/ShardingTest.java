package dev.gantry.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gantry.dossier.ReleasePlan.PlannedBoard;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardingTest {
  private final List<BoardKind> kinds = new ArrayList<>();
  private final List<PlannedBoard> boards = new ArrayList<>();
  private final List<PlannedCell> cells = new ArrayList<>();

  /** A kind with so many boards, of which so many are measured, in so many cells. */
  private void kind(String name, Backend backend, int count, int units, int models) {
    boolean tensorrt = backend != Backend.ONNXRUNTIME;
    kinds.add(
        new BoardKind(
            name,
            backend,
            1,
            RequiredBoards.ALL,
            Expectation.NOTHING,
            tensorrt
                ? Optional.of(
                    new TensorrtSetup(
                        "10.3", OptionalInt.empty(), OptionalInt.empty(), Optional.empty()))
                : Optional.empty()));
    List<String> names =
        IntStream.rangeClosed(1, count).mapToObj(number -> name + "-" + number).toList();
    names.forEach(board -> boards.add(new PlannedBoard(board, name, false)));
    for (int model = 1; model <= models; model++) {
      cells.add(
          new PlannedCell(
              new Cell("model-" + model, Precision.FP32, name),
              names,
              units,
              List.of(),
              List.of()));
    }
  }

  private ReleasePlan plan() {
    return new ReleasePlan(
        "release",
        "rack",
        "0.1.0",
        List.of(),
        kinds,
        boards,
        cells,
        new Scenario.Single(1, 1, 1),
        List.of());
  }

  private List<List<String>> split(int shards) {
    return Sharding.of(plan(), shards).shards().stream().map(Shard::boards).toList();
  }

  @Test
  void boards_of_a_kind_stay_together_while_there_are_kinds_enough() {
    kind("cpu", Backend.ONNXRUNTIME, 4, 4, 1);
    kind("orin", Backend.TRTEXEC, 2, 2, 1);
    kind("thor", Backend.TRTEXEC, 1, 1, 1);
    assertThat(split(1))
        .containsExactly(List.of("cpu-1", "cpu-2", "cpu-3", "cpu-4", "orin-1", "orin-2", "thor-1"));
    assertThat(split(2))
        .containsExactly(
            List.of("cpu-1", "cpu-2", "cpu-3", "cpu-4"), List.of("orin-1", "orin-2", "thor-1"));
    assertThat(split(3))
        .containsExactly(
            List.of("cpu-1", "cpu-2", "cpu-3", "cpu-4"),
            List.of("orin-1", "orin-2"),
            List.of("thor-1"));
  }

  @Test
  void only_kinds_whose_engines_are_the_same_everywhere_are_torn_apart() {
    kind("cpu", Backend.ONNXRUNTIME, 3, 3, 1);
    kind("orin", Backend.TRTEXEC, 5, 5, 1);
    assertThat(split(4))
        .containsExactly(
            List.of("orin-1", "orin-2", "orin-3", "orin-4", "orin-5"),
            List.of("cpu-1"),
            List.of("cpu-2"),
            List.of("cpu-3"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> split(5))
        .withMessage("this plan can be split into 4 shards at most, not 5");
  }

  @Test
  void a_kind_of_which_any_unit_will_do_stays_whole() {
    kind("cpu", Backend.ONNXRUNTIME, 3, 1, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> split(2))
        .withMessageContaining("1 shard at most");
    ReleasePlan whole = plan().on(List.of("cpu-1", "cpu-2", "cpu-3"));
    assertThat(whole).isEqualTo(plan());
  }

  @Test
  void every_board_is_in_exactly_one_shard_however_many_there_are() {
    kind("cpu", Backend.ONNXRUNTIME, 7, 7, 3);
    kind("cpu-2t", Backend.ONNXRUNTIME, 5, 5, 1);
    kind("orin", Backend.TRTEXEC, 4, 2, 9);
    for (int shards = 1; shards <= 13; shards++) {
      assertThat(split(shards))
          .hasSize(shards)
          .doesNotContain(List.of())
          .isEqualTo(split(shards))
          .flatExtracting(one -> one)
          .containsExactlyInAnyOrderElementsOf(boards.stream().map(PlannedBoard::name).toList());
    }
  }

  @Test
  void a_part_of_a_plan_holds_what_concerns_its_boards_alone() {
    kind("cpu", Backend.ONNXRUNTIME, 2, 2, 2);
    kind("orin", Backend.TRTEXEC, 3, 1, 1);
    ReleasePlan part = plan().on(List.of("cpu-2"));
    assertThat(part.kinds()).extracting(BoardKind::name).containsExactly("cpu");
    assertThat(part.boards()).extracting(PlannedBoard::name).containsExactly("cpu-2");
    assertThat(part.cells())
        .hasSize(2)
        .allSatisfy(
            cell -> {
              assertThat(cell.boards()).containsExactly("cpu-2");
              assertThat(cell.units()).isEqualTo(1);
            });
  }

  @Test
  void nonsense_is_refused() {
    kind("cpu", Backend.ONNXRUNTIME, 2, 2, 1);
    assertThatIllegalArgumentException().isThrownBy(() -> split(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Shard(3, 2, List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Shard(0, 2, List.of()));
  }
}
