package dev.gantry.validation.judgement;

import java.util.List;
import java.util.OptionalLong;

/** How many samples the engine lost and gained against the reference. */
record LossCount(long samples, long lost, long gained, String firstLost) {
  private static final long MOST_SAMPLES = 100_000;

  static LossCount of(List<SampleScore> labelled) {
    List<SampleScore> lost =
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

  /** The share of resamples whose loss stays within the margin. */
  double within(double margin) {
    return within(bootstrap(), margin);
  }

  /** How many samples would settle it, should the shares of lost and gained stay. */
  OptionalLong enoughSamples(double margin, double confidence) {
    PairedBootstrap seen = bootstrap();
    return EnoughEvidence.smallest(
        samples,
        MOST_SAMPLES,
        more -> {
          double within =
              within(new PairedBootstrap(more, seen.lostShare(), seen.gainedShare()), margin);
          return within >= confidence || within <= 1 - confidence;
        });
  }

  private static double within(PairedBootstrap bootstrap, double margin) {
    return bootstrap.atMost((long) Math.floor(margin * bootstrap.samples() + 1e-9));
  }
}
