package dev.gantry.validation.accuracy;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.dossier.Unit;
import dev.gantry.golden.task.DecodingMisfit;
import dev.gantry.validation.ruling.ReadingText;
import dev.gantry.validation.ruling.Ruling;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Judges whether the engine is no worse at the task than the reference, less the margin. */
public final class TaskLossCheck {
  private static final int FEWEST_SAMPLES = 20;

  private final Criterion.TaskLoss criterion;
  private final AccuracyRemedy remedy;

  public TaskLossCheck(Criterion.TaskLoss criterion, Precision precision) {
    this.criterion = criterion;
    this.remedy = new AccuracyRemedy(precision);
  }

  public Ruling rule(List<SampleTaskScore> scores, GoldenSet golden) {
    Optional<DecodingMisfit> misfit = new TaskFit(golden).misfit(criterion.metric());
    if (misfit.isPresent()) {
      return Ruling.unknown(Blame.CONFIGURATION, misfit.get().what(), misfit.get().remedy());
    }
    // Values that are none are no answer, in whatever sample, and however little it costs.
    Optional<Ruling> wrong =
        new OutputSoundness(criterion, quantity(1), remedy).wrong(ScoredOutput.of(scores));
    if (wrong.isPresent()) {
      return wrong.get();
    }
    Optional<String> gap = SetCompleteness.gap(scores, golden);
    if (gap.isPresent()) {
      return Ruling.unknown(Blame.DATA, gap.get(), "run this cell of the release again");
    }
    List<SampleTaskScore> labelled =
        scores.stream().filter(this::inSlice).filter(this::labelled).toList();
    return fewOrUseless(labelled)
        .orElseGet(
            () ->
                criterion.metric() == TaskMetric.TOP1
                    ? counted(labelled)
                    : resampled(labelled, golden));
  }

  private boolean inSlice(SampleTaskScore score) {
    return criterion.slice().map(score.sample().slices()::contains).orElse(true);
  }

  /** Boxes and maps that are labelled have an outcome, or the evidence was refused. */
  private boolean labelled(SampleTaskScore score) {
    return criterion.metric() == TaskMetric.TOP1
        ? score.sample().label().isPresent()
        : score.task().isPresent();
  }

  private Ruling counted(List<SampleTaskScore> labelled) {
    return nothingToLose(labelled).orElseGet(() -> rule(LossCount.of(labelled)));
  }

  private Ruling resampled(List<SampleTaskScore> labelled, GoldenSet golden) {
    AnswerDoubt doubt = new AnswerDoubt(labelled);
    MetricPair pair = MetricPair.of(criterion.metric(), labelled, golden.classes().size());
    Optional<Ruling> useless = doubt.ofReference().or(() -> nothingToLose(pair));
    if (useless.isPresent()) {
      return useless.get();
    }
    Ruling ruling = rule(MetricLoss.of(criterion.metric(), pair, labelled, golden.classes()));
    // What was lost is lost, but values that are none never prove that nothing was.
    return ruling instanceof Ruling.Broken ? ruling : doubt.ofEngine(remedy).orElse(ruling);
  }

  private Optional<Ruling> nothingToLose(MetricPair pair) {
    OptionalDouble reference = pair.reference().all();
    if (reference.isPresent() && reference.getAsDouble() > 0) {
      return Optional.empty();
    }
    return Optional.of(
        Ruling.unknown(
            Blame.DATA,
            (reference.isEmpty()
                    ? "nothing is labelled in the samples of "
                    : "the reference has a " + criterion.metric() + " of 0 on ")
                + where()
                + ", so nothing could be lost",
            reference.isEmpty()
                ? "label what is to be found, or drop the criterion"
                : "correct the labels, the order of the classes or the decoding in the golden set"));
  }

  private Optional<Ruling> fewOrUseless(List<SampleTaskScore> labelled) {
    List<SampleTaskScore> useless =
        labelled.stream().filter(score -> score.task().isEmpty()).toList();
    if (!useless.isEmpty()) {
      return Optional.of(
          Ruling.unknown(
              Blame.DATA,
              String.format(
                  Locale.ROOT,
                  "%d of %d labels cannot be used for top1, the first '%s' of sample '%s': the output"
                      + " must hold one finite score per class, and the label must name one",
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

  private Optional<Ruling> nothingToLose(List<SampleTaskScore> labelled) {
    if (labelled.stream()
        .anyMatch(score -> score.task().filter(TaskOutcome::referenceRight).isPresent())) {
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

  private Ruling rule(SeenLoss seen) {
    double margin = criterion.limit().bound().in(Unit.ONE).value();
    double confidence = criterion.confidence();
    Quantity measured = quantity(seen.loss());
    double within = seen.within(margin);
    if (seen.kept(margin, confidence)) {
      return new Ruling.Met(measured, message(seen, "it is at most ", upper(seen)));
    }
    if (within <= 1 - confidence) {
      return new Ruling.Broken(
          measured,
          within,
          message(seen, "it is at least ", lower(seen)),
          remedy.loss(seen.worst()));
    }
    return undecided(seen, margin);
  }

  private Ruling undecided(SeenLoss seen, double margin) {
    String message =
        message(seen, "it is at most ", upper(seen)) + ": neither kept nor broken is proven";
    Optional<Quantity> measured = Optional.of(quantity(seen.loss()));
    return seen.enoughSamples(margin, criterion.confidence()).stream()
        .mapToObj(
            enough ->
                new Ruling.Unknown(
                    measured,
                    Blame.DATA,
                    String.format(
                        Locale.ROOT,
                        "%s; %d more labelled %s of the same sort would settle it",
                        message,
                        enough - seen.samples(),
                        enough - seen.samples() == 1 ? "sample" : "samples"),
                    "add labelled samples to " + where() + " until it has " + enough))
        .findFirst()
        .orElseGet(() -> hopeless(seen, margin, measured, message));
  }

  private Ruling.Unknown hopeless(
      SeenLoss seen, double margin, Optional<Quantity> measured, String message) {
    if (margin <= 0 || seen.within(margin) >= criterion.confidence()) {
      return new Ruling.Unknown(
          measured,
          Blame.CONFIGURATION,
          message + "; not even " + SeenLoss.MOST_SAMPLES + " samples prove so small a margin",
          "raise the margin in release.yaml");
    }
    return new Ruling.Unknown(
        measured,
        Blame.DATA,
        message + "; no number of samples will settle it: the loss sits on the margin",
        "move the margin in release.yaml, or make the engine better");
  }

  private String message(SeenLoss seen, String sure, Quantity bound) {
    return String.format(
        Locale.ROOT,
        "%s of %s lost on %s (%s sure %s%s; %s), %s allowed%s",
        shown(quantity(seen.loss())),
        criterion.metric(),
        where(),
        ReadingText.share(criterion.confidence()),
        sure,
        shown(bound),
        seen.detail(),
        criterion.limit().words(),
        seen.remark());
  }

  private String where() {
    return criterion.slice().map(slice -> "slice '" + slice + "'").orElse("the golden set");
  }

  private Quantity quantity(double share) {
    return ReadingText.measured(share, Unit.ONE, criterion.limit().bound());
  }

  private Quantity upper(SeenLoss seen) {
    return rounded(seen.upper(criterion.confidence()), RoundingMode.CEILING);
  }

  private Quantity lower(SeenLoss seen) {
    return rounded(seen.lower(criterion.confidence()), RoundingMode.FLOOR);
  }

  /** Away from the loss, so that no bound is told that is not proven. */
  private Quantity rounded(double share, RoundingMode away) {
    Quantity bound = quantity(share);
    BigDecimal told = new BigDecimal(bound.value()).round(new MathContext(3, away));
    return new Quantity(told.doubleValue(), bound.unit());
  }

  private String shown(Quantity quantity) {
    return ReadingText.beside(quantity, criterion.limit().bound());
  }
}
