package dev.gantry.harness.walk;

import dev.gantry.converter.ConversionInputs;
import dev.gantry.converter.calibrate.RangeMethod;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.plan.PrecisionPlan;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Rack;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Shard;
import dev.gantry.golden.GoldenFolder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plan with everything that it was made from, read and found good. */
public record PreparedRelease(
    ReleasePlan plan, Rack rack, Map<String, Source> sources, TimeLimits limits) {
  public PreparedRelease {
    sources = Map.copyOf(sources);
  }

  /** Holds what a model of the plan is made of, and what its variants are made with. */
  public record Source(
      OnnxModel model,
      GoldenFolder golden,
      Calibration calibration,
      Map<Precision, PrecisionPlan> plans) {
    public Source {
      plans = Map.copyOf(plans);
    }

    public PrecisionPlan plan(Precision precision) {
      return plans.getOrDefault(precision, PrecisionPlan.none());
    }
  }

  /** The samples that ranges are found in, the set that they are of, and how. */
  public record Calibration(
      GoldenFolder golden, ConversionInputs feed, Optional<RangeMethod> method) {
    public static final int USUAL_SAMPLES = 32;
  }

  public Source source(String model) {
    Source source = sources.get(model);
    if (source == null) {
      throw new IllegalArgumentException("no model " + model + " was prepared");
    }
    return source;
  }

  /** The part of it that a shard takes; boards of other shards are not even started. */
  public PreparedRelease on(Shard shard) {
    return new PreparedRelease(
        plan.on(shard.boards()),
        new Rack(
            rack.name(),
            rack.kinds(),
            rack.boards().stream().filter(board -> shard.boards().contains(board.name())).toList()),
        sources,
        limits);
  }

  /** The cells that a board is measured on, in plan order. */
  public List<ReleasePlan.PlannedCell> cellsOf(String board) {
    return plan.cells().stream().filter(cell -> cell.boards().contains(board)).toList();
  }
}
