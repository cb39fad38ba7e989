package dev.gantry.validation.accuracy;

import dev.gantry.dossier.TaskMetric;
import java.util.List;
import java.util.Locale;

/**
 * Prints how often a verdict on the loss of a task is wrong, with the true loss on the margin, and
 * how often a good engine is proven good: top-1 and floors exactly, the others by trials.
 */
public final class AccuracyErrorRates {
  private static final double SURE = 0.99;

  private AccuracyErrorRates() {}

  private record Counts(int samples, double margin, double gained) {}

  private static final List<Counts> CASES =
      List.of(
          new Counts(459, 0.01, 0),
          new Counts(459, 0.01, 0.01),
          new Counts(152, 0.03, 0),
          new Counts(152, 0.03, 0.03),
          new Counts(300, 0.03, 0),
          new Counts(300, 0.03, 0.03),
          new Counts(1000, 0.03, 0),
          new Counts(1000, 0.03, 0.03));

  /** How many trials, and optionally which metrics. */
  public static void main(String[] arguments) {
    System.out.println("| what | true loss | MET | BROKEN | MET at a fifth of the margin |");
    System.out.println("|---|---|---|---|---|");
    for (Counts one : CASES) {
      LossErrorRates on =
          new LossErrorRates(one.samples(), one.margin() + one.gained(), one.gained());
      LossErrorRates good =
          new LossErrorRates(one.samples(), one.margin() / 5 + one.gained(), one.gained());
      row(
          "top1, " + one.samples() + " samples, " + percent(one.gained()) + " gained",
          one.margin(),
          on.met(one.margin(), SURE),
          on.broken(one.margin(), 1 - SURE),
          good.met(one.margin(), SURE));
    }
    LossErrorRates floor = new LossErrorRates(300, 0.1, 0);
    row(
        "floor of 0.90, 300 samples",
        0.1,
        floor.met(0.1, SURE),
        floor.broken(0.1, 1 - SURE),
        new LossErrorRates(300, 0.02, 0).met(0.1, SURE));
    int trials = Integer.parseInt(arguments[0]);
    for (TaskMetric metric : List.of(TaskMetric.MAP50, TaskMetric.MIOU)) {
      for (int samples : new int[] {60, 100, 150, 300}) {
        drawn(metric, samples, trials);
      }
    }
  }

  private static void drawn(TaskMetric metric, int samples, int trials) {
    MetricErrorRates engine = new MetricErrorRates(metric, samples, 0.05);
    double margin = engine.trueLoss();
    MetricErrorRates.Counted on = engine.at(margin, trials, samples, 1 - SURE);
    MetricErrorRates.Counted good =
        new MetricErrorRates(metric, samples, 0.01).at(margin, trials / 5, samples, 1 - SURE);
    row(
        metric + ", " + samples + " samples, " + trials + " trials",
        margin,
        (double) on.met() / trials,
        (double) on.broken() / trials,
        5.0 * good.met() / trials);
  }

  private static void row(String what, double loss, double met, double broken, double power) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s |%n",
        what,
        percent(loss),
        percent(met),
        percent(broken),
        percent(power));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
