package dev.gantry.harness.terminal;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Waiver;
import java.util.ArrayList;
import java.util.List;

/** A plan for a person to read before hours of board time are spent on it. */
public final class PlanText {
  private PlanText() {}

  public static List<String> lines(ReleasePlan plan) {
    List<String> lines = new ArrayList<>();
    lines.add(plan.release() + " on rack " + plan.rack());
    for (ReleasePlan.PlannedModel model : plan.models()) {
      lines.add(
          "  model "
              + model.name()
              + " "
              + model.onnx().shortName()
              + ", golden set "
              + model.golden().name()
              + " version "
              + model.golden().version()
              + " with "
              + count(model.golden().samples().size(), "sample"));
      lines.add("       ranges by " + model.calibration());
      model.nodePrecisions().forEach(rules -> lines.add("       nodes of " + rules));
    }
    for (ReleasePlan.PlannedCell cell : plan.cells()) {
      lines.add("  cell " + cell.cell() + " on " + String.join(", ", cell.boards()));
      for (Criterion criterion : cell.criteria()) {
        lines.add("       " + criterion.name() + " " + criterion.limit());
      }
    }
    for (Waiver waiver : plan.waivers()) {
      lines.add(
          "  waived "
              + waiver.finding()
              + " by "
              + waiver.owner()
              + " until "
              + waiver.expires()
              + ": "
              + waiver.reason());
    }
    Scenario scenario = plan.scenario();
    long trials = plan.cells().stream().mapToLong(cell -> cell.boards().size()).sum();
    lines.add(
        "  costs: "
            + count(plan.cells().size(), "engine")
            + " to build unless built before, "
            + count(trials, "trial")
            + " on "
            + count(plan.boards().size(), "board")
            + ", each: every golden sample once, then "
            + (scenario.rounds() == 1 ? "1 round of " : "1 to " + scenario.rounds() + " rounds of ")
            + scenario.warmUp()
            + " + "
            + scenario.queries()
            + " timed inferences");
    if (plan.boards().stream().anyMatch(ReleasePlan.PlannedBoard::simulated)) {
      lines.add(
          "  simulated on this computer: "
              + String.join(
                  ", ",
                  plan.boards().stream()
                      .filter(ReleasePlan.PlannedBoard::simulated)
                      .map(ReleasePlan.PlannedBoard::name)
                      .toList()));
    }
    return lines;
  }

  private static String count(long many, String what) {
    return many + " " + what + (many == 1 ? "" : "s");
  }
}
