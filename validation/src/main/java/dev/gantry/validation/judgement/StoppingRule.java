package dev.gantry.validation.judgement;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.validation.timing.LatencyCheck;
import dev.gantry.validation.timing.LookSchedule;
import dev.gantry.validation.timing.RoundTimes;
import java.util.List;

/**
 * Tells the trial when to stop measuring: as soon as every latency is proven either way, or when
 * the processes of the scenario are used up. Looking often is paid for in {@link LookSchedule}.
 */
public final class StoppingRule {
  private final LookSchedule looks;
  private final CheckFamily family;

  private StoppingRule(LookSchedule looks, CheckFamily family) {
    this.looks = looks;
    this.family = family;
  }

  /** Among all checks that there can be: on how many boards a cell is judged is not known yet. */
  public static StoppingRule of(ReleasePlan plan) {
    return new StoppingRule(
        LookSchedule.upTo(plan.scenario().rounds()),
        CheckFamily.of(plan, cell -> cell.boards().size()));
  }

  public boolean anotherRound(List<Criterion> criteria, List<RoundTimes> rounds) {
    return rounds.size() < looks.most() && !settled(criteria, rounds);
  }

  /** No further process could change a finding, nor the judge take it back among many checks. */
  boolean settled(List<Criterion> criteria, List<RoundTimes> rounds) {
    return criteria.stream().allMatch(criterion -> settled(criterion, rounds));
  }

  private boolean settled(Criterion criterion, List<RoundTimes> rounds) {
    if (!(criterion instanceof Criterion.Latency latency)
        || SensibleLimit.objection(criterion).isPresent()) {
      return true;
    }
    LatencyCheck check = new LatencyCheck(latency, looks);
    return check.kept(rounds) || check.chanceOfBroken(rounds).filter(family::certain).isPresent();
  }
}
