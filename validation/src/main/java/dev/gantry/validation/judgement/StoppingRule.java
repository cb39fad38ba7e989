package dev.gantry.validation.judgement;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Scenario;
import dev.gantry.validation.ruling.Ruling;
import dev.gantry.validation.timing.LatencyCheck;
import dev.gantry.validation.timing.LatencyPercentile;
import dev.gantry.validation.timing.RoundTimes;
import dev.gantry.validation.timing.SortedTimes;
import java.util.List;

/**
 * Tells the trial when to stop measuring: as soon as every latency is proven either way, or when
 * the rounds of the scenario are used up. Looking often is paid for in {@link LatencyPercentile}.
 */
public final class StoppingRule {
  private final Scenario.Single scenario;
  private final CheckFamily family;

  private StoppingRule(Scenario.Single scenario, CheckFamily family) {
    this.scenario = scenario;
    this.family = family;
  }

  public static StoppingRule of(ReleasePlan plan) {
    return new StoppingRule(plan.scenario(), CheckFamily.of(plan));
  }

  public boolean anotherRound(List<Criterion> criteria, List<RoundTimes> rounds) {
    return rounds.size() < scenario.rounds() && !settled(criteria, rounds);
  }

  /** No further round could change a finding, nor the judge take it back among many checks. */
  boolean settled(List<Criterion> criteria, List<RoundTimes> rounds) {
    SortedTimes times = SortedTimes.of(rounds);
    return criteria.stream().allMatch(criterion -> settled(criterion, times, rounds.size()));
  }

  private boolean settled(Criterion criterion, SortedTimes times, int looks) {
    if (!(criterion instanceof Criterion.Latency latency)
        || SensibleLimit.objection(criterion).isPresent()) {
      return true;
    }
    Ruling ruling = new LatencyCheck(latency, Math.max(looks, scenario.rounds())).rule(times);
    return ruling instanceof Ruling.Met
        || (ruling instanceof Ruling.Broken broken && family.certain(broken.chance()));
  }
}
