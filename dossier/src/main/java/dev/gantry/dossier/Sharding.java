package dev.gantry.dossier;

import dev.gantry.dossier.ReleasePlan.PlannedBoard;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A plan split by board, the same wherever it is done. Boards of one kind stay together as long as
 * there are enough kinds, for they share an engine. A kind is torn apart only where every board of
 * it is measured anyway and where each agent builds the very same bytes.
 */
public record Sharding(List<Shard> shards) {
  public Sharding {
    shards = List.copyOf(shards);
  }

  /** Boards that go to one shard together, and how many trials they make. */
  private record Lot(List<String> boards, long trials, boolean divisible) {
    static Lot of(ReleasePlan plan, BoardKind kind) {
      List<String> boards =
          plan.boards().stream()
              .filter(board -> board.kind().equals(kind.name()))
              .map(PlannedBoard::name)
              .toList();
      List<PlannedCell> cells =
          plan.cells().stream().filter(cell -> cell.cell().kind().equals(kind.name())).toList();
      boolean all = cells.stream().allMatch(cell -> cell.units() == cell.boards().size());
      boolean same = kind.backend() == Backend.ONNXRUNTIME;
      return new Lot(boards, cells.stream().mapToLong(PlannedCell::units).sum(), all && same);
    }

    boolean mayBeHalved() {
      return divisible && boards.size() > 1;
    }

    List<Lot> halves() {
      int middle = (boards.size() + 1) / 2;
      return List.of(part(boards.subList(0, middle)), part(boards.subList(middle, boards.size())));
    }

    private Lot part(List<String> some) {
      return new Lot(some, trials * some.size() / boards.size(), true);
    }
  }

  /**
   * @throws IllegalArgumentException with the largest number of shards where there are more
   */
  public static Sharding of(ReleasePlan plan, int shards) {
    if (shards < 1) {
      throw new IllegalArgumentException("a release is split into 1 shard or more");
    }
    List<Lot> lots = new ArrayList<>();
    plan.kinds().forEach(kind -> lots.add(Lot.of(plan, kind)));
    lots.removeIf(lot -> lot.boards().isEmpty());
    while (lots.size() < shards) {
      Optional<Lot> largest =
          lots.stream()
              .filter(Lot::mayBeHalved)
              .max(Comparator.comparing(lot -> lot.boards.size()));
      if (largest.isEmpty()) {
        throw new IllegalArgumentException(
            "this plan can be split into "
                + lots.size()
                + (lots.size() == 1 ? " shard" : " shards")
                + " at most, not "
                + shards);
      }
      int place = lots.indexOf(largest.get());
      lots.remove(place);
      lots.addAll(place, largest.get().halves());
    }
    return new Sharding(dealt(plan, lots, shards));
  }

  /** The largest first, each to whoever has least. */
  private static List<Shard> dealt(ReleasePlan plan, List<Lot> lots, int shards) {
    List<List<String>> boards = new ArrayList<>();
    long[] trials = new long[shards];
    for (int shard = 0; shard < shards; shard++) {
      boards.add(new ArrayList<>());
    }
    lots.sort(Comparator.comparing(Lot::trials).reversed());
    for (Lot lot : lots) {
      int least = 0;
      for (int shard = 1; shard < shards; shard++) {
        boolean lighter = trials[shard] < trials[least];
        boolean empty = boards.get(shard).isEmpty() && !boards.get(least).isEmpty();
        least = lighter || (empty && trials[shard] == trials[least]) ? shard : least;
      }
      boards.get(least).addAll(lot.boards());
      trials[least] += lot.trials();
    }
    List<Shard> dealt = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      List<String> mine = boards.get(shard);
      dealt.add(
          new Shard(
              shard + 1,
              shards,
              plan.boards().stream().map(PlannedBoard::name).filter(mine::contains).toList()));
    }
    return dealt;
  }

  public Shard shard(int number) {
    return shards.get(number - 1);
  }
}
