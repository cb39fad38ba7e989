package dev.gantry.dossier;

import java.util.List;

/**
 * Every cell that must be judged, by which criteria, on which boards; fixed before any hardware is
 * touched.
 */
public record ReleasePlan(
    String release,
    String rack,
    String gantry,
    List<PlannedModel> models,
    List<BoardKind> kinds,
    List<PlannedBoard> boards,
    List<PlannedCell> cells,
    Scenario scenario,
    List<Waiver> waivers) {
  public ReleasePlan {
    models = List.copyOf(models);
    kinds = List.copyOf(kinds);
    boards = List.copyOf(boards);
    cells = List.copyOf(cells);
    waivers = List.copyOf(waivers);
  }

  /** A model and the golden set that proves it, by their digests. */
  public record PlannedModel(String name, Digest onnx, GoldenSet golden) {}

  /** A board of the plan. Its address stays in the rack file: a dossier travels. */
  public record PlannedBoard(String name, String kind, boolean simulated) {}

  /** A cell, the units it must be measured on, and what is demanded of each. */
  public record PlannedCell(Cell cell, List<String> boards, List<Criterion> criteria) {
    public PlannedCell {
      boards = List.copyOf(boards);
      criteria = List.copyOf(criteria);
    }
  }

  /** The same, measured the same, but judged otherwise. */
  public ReleasePlan under(List<PlannedCell> otherCells, List<Waiver> otherWaivers) {
    return new ReleasePlan(
        release, rack, gantry, models, kinds, boards, otherCells, scenario, otherWaivers);
  }

  public PlannedModel model(String name) {
    return models.stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no model " + name + " in the plan"));
  }

  public boolean simulated(String board) {
    return boards.stream().anyMatch(planned -> planned.name().equals(board) && planned.simulated());
  }
}
