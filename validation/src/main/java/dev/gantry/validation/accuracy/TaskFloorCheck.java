package dev.gantry.validation.accuracy;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Unit;
import dev.gantry.golden.task.DecodingMisfit;
import dev.gantry.validation.ruling.ReadingText;
import dev.gantry.validation.ruling.Ruling;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Judges whether the engine reaches the floor of a task by its own answers: the same fault in the
 * golden set and in the engine is no loss. What is missing to a faultless model is judged as a loss
 * is, with what is missing to the floor for its margin.
 */
public final class TaskFloorCheck {
  private static final int FEWEST_SAMPLES = 20;

  private final Criterion.TaskFloor criterion;
  private final AccuracyRemedy remedy;

  public TaskFloorCheck(Criterion.TaskFloor criterion, Precision precision) {
    this.criterion = criterion;
    this.remedy = new AccuracyRemedy(precision);
  }

  public Ruling rule(List<SampleTaskScore> scores, GoldenSet golden) {
    Optional<DecodingMisfit> misfit = new TaskFit(golden).misfit(criterion.metric());
    if (misfit.isPresent()) {
      return Ruling.unknown(Blame.CONFIGURATION, misfit.get().what(), misfit.get().remedy());
    }
    Optional<Ruling> wrong =
        new OutputSoundness(criterion, quantity(0), remedy).wrong(ScoredOutput.of(scores));
    if (wrong.isPresent()) {
      return wrong.get();
    }
    Optional<String> gap = SetCompleteness.gap(scores, golden);
    if (gap.isPresent()) {
      return Ruling.unknown(Blame.DATA, gap.get(), "run this cell of the release again");
    }
    TaskScope scope = TaskScope.of(criterion, scores, golden);
    if (scope.scores().size() < FEWEST_SAMPLES || scope.engine().isEmpty()) {
      return Ruling.unknown(
          Blame.DATA,
          String.format(
              Locale.ROOT,
              "%d labelled samples are in %s, and fewer than %d are not judged",
              scope.scores().size(),
              where(),
              FEWEST_SAMPLES),
          "label more samples, or drop this floor");
    }
    Ruling ruling = rule(scope, scope.missing());
    // What is too little is too little, but values that are none never prove that it is enough.
    return ruling instanceof Ruling.Broken
        ? ruling
        : new AnswerDoubt(scope.scores()).ofEngine(remedy).orElse(ruling);
  }

  private Ruling rule(TaskScope scope, SeenLoss missing) {
    double margin = 1 - criterion.limit().bound().in(Unit.ONE).value();
    double confidence = criterion.confidence();
    Quantity measured = quantity(scope.engine().orElseThrow());
    String about = about(scope, measured);
    if (missing.kept(margin, confidence)) {
      return new Ruling.Met(measured, sure(about, "at least", 1 - missing.upper(confidence)));
    }
    double within = missing.within(margin);
    if (within <= 1 - confidence) {
      return new Ruling.Broken(
          measured,
          within,
          sure(about, "at most", 1 - missing.lower(confidence)),
          remedy.floor(missing.worst()));
    }
    return new Ruling.Unknown(
        Optional.of(measured),
        Blame.DATA,
        sure(about, "at least", 1 - missing.upper(confidence))
            + ": neither reached nor missed is proven",
        missing.enoughSamples(margin, confidence).stream()
            .mapToObj(enough -> "add labelled samples to " + where() + " until it has " + enough)
            .findFirst()
            .orElse("lower the floor in release.yaml, or make the model better"));
  }

  private String about(TaskScope scope, Quantity measured) {
    OptionalDouble reference = scope.reference();
    return String.format(
        Locale.ROOT,
        "%s of %s reached on %s, %d samples; the reference reaches %s",
        shown(measured),
        criterion.metric(),
        where(),
        scope.scores().size(),
        reference.isEmpty() ? "nothing" : shown(quantity(reference.getAsDouble())));
  }

  private String sure(String about, String side, double bound) {
    return String.format(
        Locale.ROOT,
        "%s (%s sure it is %s %s), %s",
        about,
        ReadingText.share(criterion.confidence()),
        side,
        shown(quantity(bound)),
        criterion.limit().demand());
  }

  private String where() {
    return criterion
        .slice()
        .map(slice -> "slice '" + slice + "'")
        .or(() -> criterion.kind().map(kind -> "class '" + kind + "'"))
        .orElse("the golden set");
  }

  private Quantity quantity(double share) {
    return ReadingText.measured(share, Unit.ONE, criterion.limit().bound());
  }

  private String shown(Quantity quantity) {
    return ReadingText.beside(quantity, criterion.limit().bound());
  }
}
