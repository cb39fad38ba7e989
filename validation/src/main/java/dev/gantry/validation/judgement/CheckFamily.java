package dev.gantry.validation.judgement;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.CriterionTraits;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Subject;
import dev.gantry.validation.ruling.Ruling;
import dev.gantry.validation.statistics.HolmCorrection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * All checks of a release that chance can break; together they may break a good release as seldom
 * as one of them may on its own, 1 % of the time at 99 %. Parity and memory are not among them: the
 * same bytes give the same answer, so there is nothing to correct. The plan says how many there
 * are, so that a board that stays away does not make the others stricter or laxer.
 *
 * <p>Only checks that are not met make the others stricter: what is proven to keep its limit looks
 * good, and is no occasion any more for a false alarm. This is Holm's correction after Ellis,
 * Pecanka and Goeman (2020): each chance is taken among those that are not as good as met, hence
 * divided by the confidence, and the release is held to its level given any number of them.
 *
 * @param level how often a good release may be called broken
 */
public record CheckFamily(int checks, double level) {
  /** Levels are computed: the last bit must not decide. */
  private static final double LAST_BIT = 1e-12;

  /** A ruling, on its way to becoming a finding. */
  record Ruled(Subject subject, Criterion criterion, Ruling ruling) {}

  public static CheckFamily of(ReleasePlan plan) {
    return of(plan, PlannedCell::units);
  }

  /** Where more boards were measured than the plan asks for, each is a check of its own. */
  public static CheckFamily of(ReleasePlan plan, ToIntFunction<PlannedCell> judged) {
    int checks = 0;
    double confidence = 0.5;
    for (PlannedCell cell : plan.cells()) {
      for (Criterion criterion : cell.criteria()) {
        confidence = Math.max(confidence, criterion.confidence());
      }
      checks +=
          Math.max(cell.units(), judged.applyAsInt(cell))
              * (int) cell.criteria().stream().filter(Criterion::byChance).count();
    }
    return new CheckFamily(checks, 1 - confidence);
  }

  /** Whether a check that looks bad stays broken, whatever the other checks say. */
  boolean certain(double chance) {
    return among(chance) * Math.max(1, checks) <= level + LAST_BIT;
  }

  private double among(double chance) {
    return chance / (1 - level);
  }

  /** Takes back what is broken on its own but not among so many checks. */
  List<Ruled> correct(List<Ruled> rulings) {
    List<Double> chances =
        rulings.stream()
            .flatMap(ruled -> suspect(ruled).stream())
            .map(broken -> among(broken.chance()))
            .toList();
    int open = Math.max(chances.size(), checks - met(rulings));
    Iterator<Double> corrected = HolmCorrection.corrected(chances, open).iterator();
    return rulings.stream()
        .map(
            ruled ->
                suspect(ruled)
                    .map(bad -> correct(ruled, bad, corrected.next(), open))
                    .orElse(ruled))
        .toList();
  }

  private static int met(List<Ruled> rulings) {
    return (int)
        rulings.stream()
            .filter(ruled -> ruled.criterion().byChance())
            .filter(ruled -> ruled.ruling() instanceof Ruling.Met)
            .count();
  }

  private static Optional<Ruling.Broken> suspect(Ruled ruled) {
    return ruled.criterion().byChance() && ruled.ruling() instanceof Ruling.Broken broken
        ? Optional.of(broken)
        : Optional.empty();
  }

  private Ruled correct(Ruled ruled, Ruling.Broken broken, double corrected, int open) {
    if (corrected <= level + LAST_BIT) {
      return ruled;
    }
    boolean samples =
        ruled.criterion().traits().certainty() == CriterionTraits.Certainty.BY_SAMPLES;
    String message =
        String.format(
            Locale.ROOT,
            "%s; would be broken on its own (p = %.2g), but %d checks that chance can break were not"
                + " met in this release, and among so many it is not proven (corrected p = %.2g)",
            broken.message(),
            broken.chance(),
            open,
            corrected);
    Ruling unknown =
        new Ruling.Unknown(
            Optional.of(broken.value()),
            samples ? Blame.DATA : Blame.CONFIGURATION,
            message,
            samples
                ? "add labelled samples to the golden set"
                : "ask for more queries in the scenario");
    return new Ruled(ruled.subject(), ruled.criterion(), unknown);
  }
}
