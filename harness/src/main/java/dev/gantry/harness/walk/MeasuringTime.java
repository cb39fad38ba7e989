package dev.gantry.harness.walk;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.ReleasePlan.PlannedBoard;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Unit;
import dev.gantry.validation.timing.LookSchedule;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Estimates how long a run measures on one board, by the plan alone: a query takes what its lowest
 * limit allows, or the usual time where none is limited. Building and copying come on top.
 *
 * @param expected where the fewest processes settle it, and boards that may stand in for each other
 *     share the work
 * @param longest where every process is needed, and this board does all that it may do
 * @param cut whether the budget may end it before all is measured
 */
public record MeasuringTime(String board, Duration expected, Duration longest, boolean cut) {
  /** Of a query that no limit says anything of. */
  private static final Duration USUAL_QUERY = Duration.ofMillis(10);

  /** One for each board of the plan, in its order. */
  public static List<MeasuringTime> of(ReleasePlan plan) {
    return plan.boards().stream().map(board -> of(plan, board)).toList();
  }

  private static MeasuringTime of(ReleasePlan plan, PlannedBoard board) {
    BoardCost cost = new BoardCost(plan);
    int most = plan.scenario().rounds();
    Duration expected = Duration.ZERO;
    Duration longest = Duration.ZERO;
    for (PlannedCell cell : plan.cells()) {
      if (cell.boards().contains(board.name())) {
        Duration query = query(cell);
        expected =
            expected.plus(
                cost.of(cell, query, LookSchedule.upTo(most).first())
                    .multipliedBy(cell.units())
                    .dividedBy(cell.boards().size()));
        longest = longest.plus(cost.of(cell, query, most));
      }
    }
    Duration all = longest;
    boolean cut = plan.budget().filter(budget -> budget.compareTo(all) < 0).isPresent();
    return new MeasuringTime(board.name(), expected, longest, cut);
  }

  private static Duration query(PlannedCell cell) {
    return cell.criteria().stream()
        .filter(Criterion.Latency.class::isInstance)
        .map(criterion -> criterion.limit().bound())
        .filter(bound -> bound.unit().dimension() == Unit.Dimension.TIME)
        .min(Comparator.comparingDouble(Quantity::plain))
        .map(bound -> Duration.ofNanos(Math.round(bound.plain() * 1e9)))
        .orElse(USUAL_QUERY);
  }
}
