package dev.gantry.validation.accuracy;

import dev.gantry.validation.ruling.EnoughEvidence;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.DoublePredicate;

/**
 * Counts the samples that the engine lost and gained against the reference.
 *
 * <p>The share that is lost is drawn from the law of {@link DirichletLoss}, with one more sample on
 * the side that a claim denies: one lost where it is said to be kept, one gained where it is said
 * to be broken. So a claim errs no more often than it says, whatever was not seen in so few
 * samples.
 */
public record LossCount(long samples, long lost, long gained, String firstLost)
    implements SeenLoss {
  /** Margins are computed: the last bit must not decide. */
  private static final double LAST_BIT = 1e-12;

  private static final int BISECTIONS = 40;

  static LossCount of(List<SampleTaskScore> labelled) {
    List<SampleTaskScore> lost =
        labelled.stream()
            .filter(score -> score.task().filter(TaskOutcome::lost).isPresent())
            .toList();
    long gained =
        labelled.stream()
            .filter(score -> score.task().filter(TaskOutcome::gained).isPresent())
            .count();
    return new LossCount(
        labelled.size(), lost.size(), gained, lost.isEmpty() ? "" : lost.get(0).sample().name());
  }

  long net() {
    return lost - gained;
  }

  private long unchanged() {
    return samples - lost - gained;
  }

  @Override
  public double loss() {
    return (double) net() / samples;
  }

  @Override
  public double within(double margin) {
    return new DirichletLoss(lost, gained + 1, unchanged()).atMost(margin);
  }

  @Override
  public double beyond(double margin) {
    return new DirichletLoss(lost + 1, gained, unchanged()).above(margin + LAST_BIT);
  }

  @Override
  public double lower(double confidence) {
    return edge(margin -> within(margin) <= 1 - confidence);
  }

  @Override
  public double upper(double confidence) {
    return edge(margin -> beyond(margin) > 1 - confidence);
  }

  /** Where a question that is true of small margins becomes false. */
  private static double edge(DoublePredicate small) {
    double low = -1;
    double high = 1;
    for (int step = 0; step < BISECTIONS; step++) {
      double middle = (low + high) / 2;
      if (small.test(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Should the shares of lost and gained stay. */
  @Override
  public OptionalLong enoughSamples(double margin, double confidence) {
    return EnoughEvidence.smallest(
        samples,
        MOST_SAMPLES,
        more -> {
          double times = (double) more / samples;
          LossCount drawn =
              new LossCount(more, Math.round(lost * times), Math.round(gained * times), firstLost);
          return drawn.kept(margin, confidence) || drawn.within(margin) <= 1 - confidence;
        });
  }

  @Override
  public String detail() {
    return String.format(
        Locale.ROOT,
        "%d %s lost and %d gained of %d",
        lost,
        lost == 1 ? "sample" : "samples",
        gained,
        samples);
  }

  @Override
  public String remark() {
    return lost + gained == 0 ? "; no answer changed on these samples" : "";
  }

  @Override
  public String worst() {
    return firstLost;
  }
}
