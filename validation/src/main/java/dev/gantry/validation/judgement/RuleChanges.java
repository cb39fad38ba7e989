package dev.gantry.validation.judgement;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.TaskMetric;
import java.util.List;
import java.util.function.Predicate;

/**
 * Lists every change of a rule since rules are counted, the newest last. Whoever changes a rule so
 * that old evidence can give another finding adds a line: the next number, one sentence, and the
 * criteria that it touches. No line is ever taken away: judgements that were kept name its number.
 */
public final class RuleChanges {
  private static final List<RuleChange> ALL =
      List.of(
          new RuleChange(
              1,
              "outputs are compared by one rule: identical ones have 200 dB, noise in place of"
                  + " silence -200 dB, and the cosine of an output that is all zero is 0",
              kinds(List.of(Criterion.Parity.class))),
          new RuleChange(
              2,
              "the loss of top-1 is judged by an exact Dirichlet law in place of a bootstrap",
              loss(TaskMetric.TOP1)),
          new RuleChange(
              3,
              "checks that are met make no other check stricter, and all together keep the level"
                  + " of one",
              Criterion::byChance),
          new RuleChange(
              4,
              "broken findings of accuracy say where the error sits, and what to do by precision",
              kinds(
                  List.of(
                      Criterion.Parity.class,
                      Criterion.WorstSample.class,
                      Criterion.TaskLoss.class))),
          new RuleChange(
              5,
              "times are judged by processes: queries of one process count as alike, and at least"
                  + " three processes, or five of a rate or a deadline, must be timed",
              kinds(
                  List.of(
                      Criterion.Latency.class,
                      Criterion.DeadlineMisses.class,
                      Criterion.Throughput.class,
                      Criterion.SoakLatency.class))),
          new RuleChange(
              6,
              "mAP and mIoU lose half a sample more than was seen, and a sample that may be wrong"
                  + " unseen costs mIoU twice",
              RuleChanges::resampled));

  private RuleChanges() {}

  /** The version of the rules by which this version of Gantry judges. */
  public static int latest() {
    return ALL.get(ALL.size() - 1).number();
  }

  static List<RuleChange> all() {
    return ALL;
  }

  /** Those that came after a version of the rules, up to another. */
  static List<RuleChange> between(int before, int after) {
    return ALL.stream()
        .filter(change -> change.number() > before && change.number() <= after)
        .toList();
  }

  private static Predicate<Criterion> loss(TaskMetric... metrics) {
    return criterion ->
        criterion instanceof Criterion.TaskLoss loss && List.of(metrics).contains(loss.metric());
  }

  private static boolean resampled(Criterion criterion) {
    return criterion instanceof Criterion.TaskLoss loss
        ? loss.metric() != TaskMetric.TOP1
        : criterion instanceof Criterion.TaskFloor floor && floor.metric() != TaskMetric.TOP1;
  }

  private static Predicate<Criterion> kinds(List<Class<? extends Criterion>> kinds) {
    return criterion -> kinds.stream().anyMatch(kind -> kind.isInstance(criterion));
  }
}
