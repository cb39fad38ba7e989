package dev.gantry.validation.accuracy;

import dev.gantry.dossier.TaskMetric;
import dev.gantry.validation.ruling.EnoughEvidence;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** The loss of a metric that is no mean over samples: by resampling, never alone. */
record MetricLoss(
    TaskMetric metric,
    MetricPair pair,
    ResampledLoss resampled,
    List<String> samplesByName,
    List<String> classes)
    implements SeenLoss {

  static MetricLoss of(
      TaskMetric metric, MetricPair pair, List<SampleTaskScore> labelled, List<String> classes) {
    return new MetricLoss(
        metric,
        pair,
        ResampledLoss.of(pair),
        labelled.stream().map(score -> score.sample().name()).toList(),
        classes);
  }

  @Override
  public long samples() {
    return pair.samples();
  }

  @Override
  public double loss() {
    return reference() - engine();
  }

  private double reference() {
    return pair.reference().all().orElseThrow();
  }

  private double engine() {
    return pair.engine().all().orElseThrow();
  }

  @Override
  public double within(double margin) {
    return resampled.within(margin);
  }

  @Override
  public double beyond(double margin) {
    return resampled.beyond(margin - halfASample());
  }

  @Override
  public boolean kept(double margin, double confidence) {
    return SeenLoss.super.kept(margin, confidence) && unseen(1, confidence) <= margin + 1e-12;
  }

  @Override
  public double lower(double confidence) {
    return resampled.lower(1 - confidence);
  }

  @Override
  public double upper(double confidence) {
    return Math.max(resampled.upper(1 - confidence) + halfASample(), unseen(1, confidence));
  }

  /** What is lost comes in whole samples, and resamples take it for continuous. */
  private double halfASample() {
    return 0.5 / samples();
  }

  /**
   * What so many times the samples spare by chance. A class of which few samples have labels hides
   * a loss of its own, which counts in the mean with the weight of one class.
   */
  private double unseen(double times, double confidence) {
    double all = unseen(Math.round(samples() * times), confidence, 1);
    OptionalInt rarest = rarest();
    return rarest.isEmpty()
        ? all
        : Math.max(
            all,
            unseen(Math.round(labelled(rarest.getAsInt()) * times), confidence, labelledClasses()));
  }

  private double unseen(long samples, double confidence, long classes) {
    return metric.lossOf(new UnseenLoss(samples, 1 - confidence).bound()) / classes;
  }

  private int labelled(int kind) {
    return pair.reference().labelled(kind);
  }

  private IntStream kinds() {
    return IntStream.range(0, pair.reference().classes()).filter(kind -> labelled(kind) > 0);
  }

  private long labelledClasses() {
    return kinds().count();
  }

  private OptionalInt rarest() {
    return kinds().reduce((one, other) -> labelled(other) < labelled(one) ? other : one);
  }

  /** Both bounds come nearer with the root of the number of samples, as those of a mean do. */
  @Override
  public OptionalLong enoughSamples(double margin, double confidence) {
    double above = resampled.upper(1 - confidence) - loss();
    double below = loss() - resampled.lower(1 - confidence);
    return EnoughEvidence.smallest(
        samples(),
        MOST_SAMPLES,
        more -> {
          double times = (double) more / samples();
          double nearer = Math.sqrt(times);
          boolean kept =
              loss() + above / nearer + halfASample() / times <= margin
                  && unseen(times, confidence) <= margin;
          return kept || loss() - below / nearer > margin;
        });
  }

  @Override
  public String detail() {
    return String.format(
        Locale.ROOT, "reference %.4f, engine %.4f on %d samples", reference(), engine(), samples());
  }

  @Override
  public String remark() {
    if (loss() == 0 && resampled.spread() == 0) {
      return "; no answer changed on these samples" + rarity();
    }
    return rarity();
  }

  private String rarity() {
    return rarest().stream()
        .filter(kind -> 2L * labelled(kind) * labelledClasses() < samples())
        .mapToObj(
            kind ->
                String.format(
                    Locale.ROOT,
                    "; class '%s' is labelled in only %d of them",
                    classes.get(kind),
                    labelled(kind)))
        .findFirst()
        .orElse("");
  }

  /** Where one sample on its own loses most. */
  @Override
  public String worst() {
    int worst = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int sample = 0; sample < pair.samples(); sample++) {
      int[] alone = new int[pair.samples()];
      alone[sample] = 1;
      OptionalDouble loss = pair.loss(alone);
      if (loss.isPresent() && loss.getAsDouble() > most) {
        most = loss.getAsDouble();
        worst = sample;
      }
    }
    return samplesByName.get(worst);
  }
}
