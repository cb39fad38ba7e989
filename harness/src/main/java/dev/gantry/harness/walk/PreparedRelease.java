package dev.gantry.harness.walk;

import dev.gantry.converter.model.OnnxModel;
import dev.gantry.dossier.Rack;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.golden.GoldenFolder;
import java.util.List;
import java.util.Map;

/** A plan with everything that it was made from, read and found good. */
public record PreparedRelease(ReleasePlan plan, Rack rack, Map<String, Source> sources) {
  public PreparedRelease {
    sources = Map.copyOf(sources);
  }

  /** What a model of the plan is made of. */
  public record Source(OnnxModel model, GoldenFolder golden) {}

  public Source source(String model) {
    Source source = sources.get(model);
    if (source == null) {
      throw new IllegalArgumentException("no model " + model + " was prepared");
    }
    return source;
  }

  /** The cells that a board is measured on, in plan order. */
  public List<ReleasePlan.PlannedCell> cellsOf(String board) {
    return plan.cells().stream().filter(cell -> cell.boards().contains(board)).toList();
  }
}
