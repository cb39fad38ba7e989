package dev.gantry.validation.accuracy;

import dev.gantry.validation.ruling.EnoughEvidence;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Counts the samples that the engine lost and gained against the reference. */
public record LossCount(long samples, long lost, long gained, String firstLost)
    implements SeenLoss {

  static LossCount of(List<SampleTaskScore> labelled) {
    List<SampleTaskScore> lost =
        labelled.stream().filter(score -> score.hit().filter(TaskHit::lost).isPresent()).toList();
    long gained =
        labelled.stream().filter(score -> score.hit().filter(TaskHit::gained).isPresent()).count();
    return new LossCount(
        labelled.size(), lost.size(), gained, lost.isEmpty() ? "" : lost.get(0).sample().name());
  }

  long net() {
    return lost - gained;
  }

  PairedBootstrap bootstrap() {
    return PairedBootstrap.of(samples, lost, gained);
  }

  @Override
  public double loss() {
    return (double) net() / samples;
  }

  @Override
  public double within(double margin) {
    return within(bootstrap(), margin);
  }

  @Override
  public boolean kept(double margin, double confidence) {
    return kept(bootstrap(), margin, confidence);
  }

  @Override
  public double lower(double confidence) {
    return (double) bootstrap().quantile(Math.nextUp(1 - confidence)) / samples;
  }

  @Override
  public double upper(double confidence) {
    return Math.max(
        (double) bootstrap().quantile(confidence) / samples,
        new UnseenLoss(samples, 1 - confidence).bound());
  }

  /** Should the shares of lost and gained stay. */
  @Override
  public OptionalLong enoughSamples(double margin, double confidence) {
    PairedBootstrap seen = bootstrap();
    return EnoughEvidence.smallest(
        samples,
        MOST_SAMPLES,
        more -> {
          PairedBootstrap drawn = new PairedBootstrap(more, seen.lostShare(), seen.gainedShare());
          return kept(drawn, margin, confidence) || within(drawn, margin) <= 1 - confidence;
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

  private static boolean kept(PairedBootstrap bootstrap, double margin, double confidence) {
    // A margin of 3 pt and the bound are both computed: the last bit must not decide.
    double bound = new UnseenLoss(bootstrap.samples(), 1 - confidence).bound();
    return bound <= margin + 1e-12 && within(bootstrap, margin) >= confidence;
  }

  private static double within(PairedBootstrap bootstrap, double margin) {
    return bootstrap.atMost((long) Math.floor(margin * bootstrap.samples() + 1e-9));
  }
}
