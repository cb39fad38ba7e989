package dev.gantry.validation.judgement;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.dossier.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Judges whether the engine is no worse at the task than the reference, less the margin. */
final class TaskLossCheck {
  private static final int FEWEST_SAMPLES = 20;

  private final Criterion.TaskLoss criterion;

  TaskLossCheck(Criterion.TaskLoss criterion) {
    this.criterion = criterion;
  }

  Ruling rule(List<SampleScore> scores, GoldenSet golden) {
    if (criterion.metric() != TaskMetric.TOP1) {
      return Ruling.unknown(
          Blame.TOOLCHAIN,
          criterion.metric() + " is not computed by this version of Gantry",
          "judge the dossier again with a version that computes it, or limit top1 or parity");
    }
    Optional<String> gap = Completeness.gap(scores, golden);
    if (gap.isPresent()) {
      return Ruling.unknown(Blame.DATA, gap.get(), "run this square of the release again");
    }
    List<SampleScore> labelled =
        scores.stream().filter(this::inSlice).filter(s -> s.sample().label().isPresent()).toList();
    return fewOrUseless(labelled)
        .or(() -> nothingToLose(labelled))
        .orElseGet(() -> rule(LossCount.of(labelled)));
  }

  private boolean inSlice(SampleScore score) {
    return criterion.slice().map(score.sample().slices()::contains).orElse(true);
  }

  private Optional<Ruling> fewOrUseless(List<SampleScore> labelled) {
    List<SampleScore> useless = labelled.stream().filter(score -> score.hit().isEmpty()).toList();
    if (!useless.isEmpty()) {
      return Optional.of(
          Ruling.unknown(
              Blame.DATA,
              String.format(
                  Locale.ROOT,
                  "%d of %d labels cannot be used for top1, the first '%s' of sample '%s': the first"
                      + " output must hold one finite score per class, and the label must name one",
                  useless.size(),
                  labelled.size(),
                  useless.get(0).sample().label().orElse(""),
                  useless.get(0).sample().name()),
              "correct the labels or classes of the golden set, or drop the task criterion"));
    }
    if (labelled.size() < FEWEST_SAMPLES) {
      return Optional.of(
          Ruling.unknown(
              Blame.DATA,
              String.format(
                  Locale.ROOT,
                  "%d labelled samples are in %s, and fewer than %d are not judged",
                  labelled.size(),
                  where(),
                  FEWEST_SAMPLES),
              "add at least " + (FEWEST_SAMPLES - labelled.size()) + " labelled samples to it"));
    }
    return Optional.empty();
  }

  private Optional<Ruling> nothingToLose(List<SampleScore> labelled) {
    if (labelled.stream().anyMatch(score -> score.hit().filter(TaskHit::reference).isPresent())) {
      return Optional.empty();
    }
    return Optional.of(
        Ruling.unknown(
            Blame.DATA,
            String.format(
                Locale.ROOT,
                "the reference has 0 of %d labels right in %s, so nothing could be lost: labels or"
                    + " class order are wrong",
                labelled.size(),
                where()),
            "correct the labels or the order of the classes in the golden set"));
  }

  private Ruling rule(LossCount count) {
    double margin = criterion.limit().bound().in(Unit.ONE).value();
    double alpha = 1 - criterion.confidence();
    Quantity measured = quantity(count.net(), count.samples());
    double within = count.within(margin);
    if (count.kept(margin, criterion.confidence())) {
      return new Ruling.Met(measured, message(count, "it is at most ", upper(count)));
    }
    if (within <= alpha) {
      long lower = count.bootstrap().quantile(Math.nextUp(alpha));
      return new Ruling.Broken(
          measured,
          within,
          message(count, "it is at least ", quantity(lower, count.samples())),
          "look at the samples that were lost, first '"
              + count.firstLost()
              + "'; keep more of the graph at a higher precision, or raise the margin");
    }
    return undecided(count, margin);
  }

  private Ruling undecided(LossCount count, double margin) {
    String message =
        message(count, "it is at most ", upper(count)) + ": neither kept nor broken is proven";
    Optional<Quantity> measured = Optional.of(quantity(count.net(), count.samples()));
    return count.enoughSamples(margin, criterion.confidence()).stream()
        .mapToObj(
            enough ->
                new Ruling.Unknown(
                    measured,
                    Blame.DATA,
                    String.format(
                        Locale.ROOT,
                        "%s; %s of the same sort would settle it",
                        message,
                        counted(enough - count.samples(), "more labelled sample")),
                    "add labelled samples to " + where() + " until it has " + enough))
        .findFirst()
        .orElseGet(() -> hopeless(count, margin, measured, message));
  }

  private Ruling.Unknown hopeless(
      LossCount count, double margin, Optional<Quantity> measured, String message) {
    if (margin <= 0 || count.within(margin) >= criterion.confidence()) {
      return new Ruling.Unknown(
          measured,
          Blame.CONFIGURATION,
          message + "; not even " + LossCount.MOST_SAMPLES + " samples prove so small a margin",
          "raise the margin in release.yaml");
    }
    return new Ruling.Unknown(
        measured,
        Blame.DATA,
        message + "; no number of samples will settle it: the loss sits on the margin",
        "move the margin in release.yaml, or make the engine better");
  }

  private String message(LossCount count, String sure, Quantity bound) {
    return String.format(
        Locale.ROOT,
        "%s of top1 lost on %s (%s sure %s%s; %s lost and %d gained of %d), %s allowed%s",
        shown(quantity(count.net(), count.samples())),
        where(),
        Reading.share(criterion.confidence()),
        sure,
        shown(bound),
        counted(count.lost(), "sample"),
        count.gained(),
        count.samples(),
        criterion.limit().words(),
        count.lost() + count.gained() == 0 ? "; no answer changed on these samples" : "");
  }

  private static String counted(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private String where() {
    return criterion.slice().map(slice -> "slice '" + slice + "'").orElse("the golden set");
  }

  private Quantity quantity(long net, long samples) {
    return quantity((double) net / samples);
  }

  private Quantity quantity(double share) {
    return Reading.measured(share, Unit.ONE, criterion.limit().bound());
  }

  /** Rounded up, so that no bound is told that is not proven. */
  private Quantity upper(LossCount count) {
    Quantity upper = quantity(count.upper(criterion.confidence()));
    BigDecimal told = new BigDecimal(upper.value()).round(new MathContext(3, RoundingMode.CEILING));
    return new Quantity(told.doubleValue(), upper.unit());
  }

  private String shown(Quantity quantity) {
    return Reading.beside(quantity, criterion.limit().bound());
  }
}
