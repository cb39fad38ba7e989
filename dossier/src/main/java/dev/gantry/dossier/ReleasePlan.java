package dev.gantry.dossier;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Every cell that must be judged, by which criteria, on which boards; fixed before any hardware is
 * touched.
 *
 * @param budget how long each board may measure in a run; what it cuts off is not measured
 */
public record ReleasePlan(
    String release,
    String rack,
    String gantry,
    List<PlannedModel> models,
    List<BoardKind> kinds,
    List<PlannedBoard> boards,
    List<PlannedCell> cells,
    Scenario.Single scenario,
    List<Waiver> waivers,
    Optional<Duration> budget) {
  public ReleasePlan {
    models = List.copyOf(models);
    kinds = List.copyOf(kinds);
    boards = List.copyOf(boards);
    cells = List.copyOf(cells);
    waivers = List.copyOf(waivers);
  }

  /** Measured for as long as it takes. */
  public ReleasePlan(
      String release,
      String rack,
      String gantry,
      List<PlannedModel> models,
      List<BoardKind> kinds,
      List<PlannedBoard> boards,
      List<PlannedCell> cells,
      Scenario.Single scenario,
      List<Waiver> waivers) {
    this(release, rack, gantry, models, kinds, boards, cells, scenario, waivers, Optional.empty());
  }

  /**
   * A model and the golden set that proves it, by their digests, and what its variants are made
   * with.
   */
  public record PlannedModel(
      String name,
      Digest onnx,
      GoldenSet golden,
      Calibration calibration,
      List<NodePrecisions> nodePrecisions) {
    public PlannedModel {
      nodePrecisions = List.copyOf(nodePrecisions);
    }
  }

  /**
   * Says what ranges are found in: so many samples of a set, and the digest of every byte of them.
   * The method is the usual one where none is named.
   */
  public record Calibration(String golden, int samples, Digest inputs, Optional<String> method) {
    @Override
    public String toString() {
      return method.orElse("the usual method")
          + " on "
          + samples
          + " of "
          + golden
          + " ("
          + inputs.shortName()
          + ")";
    }
  }

  /** A precision whose nodes do not all compute in it, by the digest of the rules that say so. */
  public record NodePrecisions(Precision precision, Digest rules) {
    @Override
    public String toString() {
      return precision + " by plan " + rules.shortName();
    }
  }

  /** A board of the plan. Its address stays in the rack file: a dossier travels. */
  public record PlannedBoard(String name, String kind, boolean simulated) {}

  /**
   * A cell, the boards it may be measured on, on how many of them it must be, what is demanded of
   * each, and how it is driven beside the scenario of the plan.
   */
  public record PlannedCell(
      Cell cell,
      List<String> boards,
      int units,
      List<Criterion> criteria,
      List<Scenario> scenarios) {
    public PlannedCell {
      boards = List.copyOf(boards);
      criteria = List.copyOf(criteria);
      scenarios = List.copyOf(scenarios);
      if (units < 0 || units > boards.size()) {
        throw new IllegalArgumentException(
            cell + " wants " + units + " of " + boards.size() + " boards");
      }
    }

    /** How often the recipe of its engine is compiled; only the first engine ships. */
    public int builds() {
      return criteria.stream()
          .filter(Criterion.Rebuilt.class::isInstance)
          .mapToInt(criterion -> ((Criterion.Rebuilt) criterion).builds())
          .max()
          .orElse(1);
    }

    /** The same on these of its boards alone. */
    PlannedCell on(Collection<String> some) {
      List<String> kept = boards.stream().filter(some::contains).toList();
      return new PlannedCell(cell, kept, Math.min(units, kept.size()), criteria, scenarios);
    }

    /** Measured on all of its boards, by the scenario of the plan alone. */
    public static PlannedCell of(Cell cell, List<String> boards, List<Criterion> criteria) {
      return new PlannedCell(cell, boards, boards.size(), criteria, List.of());
    }
  }

  /** The same, measured the same, but judged otherwise. */
  public ReleasePlan under(List<PlannedCell> otherCells, List<Waiver> otherWaivers) {
    return new ReleasePlan(
        release, rack, gantry, models, kinds, boards, otherCells, scenario, otherWaivers, budget);
  }

  /**
   * What of it concerns these boards, of which every kind is whole or measured on all its units.
   */
  public ReleasePlan on(Collection<String> some) {
    List<PlannedCell> part =
        cells.stream().map(cell -> cell.on(some)).filter(cell -> !cell.boards().isEmpty()).toList();
    return new ReleasePlan(
        release,
        rack,
        gantry,
        models.stream().filter(model -> uses(part, model)).toList(),
        kinds.stream().filter(kind -> uses(part, kind)).toList(),
        boards.stream().filter(board -> some.contains(board.name())).toList(),
        part,
        scenario,
        waivers,
        budget);
  }

  private static boolean uses(List<PlannedCell> cells, PlannedModel model) {
    return cells.stream().anyMatch(cell -> cell.cell().model().equals(model.name()));
  }

  private static boolean uses(List<PlannedCell> cells, BoardKind kind) {
    return cells.stream().anyMatch(cell -> cell.cell().kind().equals(kind.name()));
  }

  public PlannedModel model(String name) {
    return models.stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no model " + name + " in the plan"));
  }

  /** The kind of board that a cell of the plan is for. */
  public BoardKind kind(Cell cell) {
    return kinds.stream()
        .filter(kind -> kind.name().equals(cell.kind()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kind " + cell.kind() + " in the plan"));
  }

  public boolean simulated(String board) {
    return boards.stream().anyMatch(planned -> planned.name().equals(board) && planned.simulated());
  }
}
