package dev.gantry.validation.accuracy;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Unit;
import dev.gantry.dossier.tensor.TensorComparison;
import dev.gantry.validation.comparison.AnswerSketches;
import dev.gantry.validation.ruling.ReadingText;
import dev.gantry.validation.ruling.Ruling;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges the worst sample of the worst output. A sum over 300 samples still has 21 dB when one of
 * them got the answer of another.
 */
public final class WorstSampleCheck {
  /**
   * The noise of an engine is about the same whatever a sample says, so the error of a sample is
   * held against its own energy, or this share of the mean energy of the output where it says less.
   *
   * <p>A tenth: an engine of 20 dB over all samples has then 10 dB left on a silent one, room for a
   * sample that is five times as noisy as the mean, before it has 3 dB. And whatever wrong answer
   * is louder than a twentieth of the mean still shows, on silent samples too.
   */
  static final double FLOOR = 0.1;

  /** So much nearer to another sample's reference than to its own: four times the power, 6 dB. */
  private static final double MUCH_NEARER = 4;

  private final Criterion.WorstSample criterion;
  private final AccuracyRemedy remedy;

  public WorstSampleCheck(Criterion.WorstSample criterion, Precision precision) {
    this.criterion = criterion;
    this.remedy = new AccuracyRemedy(precision);
  }

  private record Place(ScoredOutput output, SampleTaskScore sample, double decibel) {}

  public Ruling rule(List<SampleTaskScore> scores, GoldenSet golden) {
    List<ScoredOutput> outputs = ScoredOutput.of(scores);
    return new OutputSoundness(criterion, quantity(-TensorComparison.CEILING), remedy)
        .objection(scores, outputs, golden, ReferenceDoubt::of)
        .orElseGet(() -> worstOf(outputs));
  }

  private Ruling worstOf(List<ScoredOutput> outputs) {
    for (ScoredOutput output : outputs) {
      if (output.total().values().compared() == 0) {
        return Ruling.unknown(
            Blame.DATA,
            "output '" + output.name() + "' has no finite value to compare in any sample",
            "add samples to the golden set that make this output speak");
      }
    }
    List<Place> places = outputs.stream().flatMap(output -> places(output).stream()).toList();
    Place worst = places.get(0);
    for (Place place : places) {
      worst = place.decibel() < worst.decibel() ? place : worst;
    }
    Limit limit = criterion.limit();
    Quantity measured = quantity(worst.decibel());
    if (limit.allows(measured)) {
      return new Ruling.Met(measured, message(worst, measured, ""));
    }
    long below = places.stream().filter(place -> !limit.allows(quantity(place.decibel()))).count();
    return new Ruling.Broken(
        measured,
        0,
        message(worst, measured, others(below, places.size()))
            + new ErrorSeat(worst.output()).words(),
        remedy.worstSample(worst.sample().sample().name()));
  }

  private static List<Place> places(ScoredOutput output) {
    double floor = FLOOR * output.total().values().referencePower() / output.samples();
    return output.scores().stream()
        .map(sample -> new Place(output, sample, decibel(output.part(sample).values(), floor)))
        .toList();
  }

  private static double decibel(TensorComparison part, double floor) {
    return TensorComparison.decibel(Math.max(part.referencePower(), floor), part.errorPower());
  }

  private String message(Place worst, Quantity measured, String others) {
    return String.format(
        Locale.ROOT,
        "%s measured on output '%s' of sample '%s', the worst of %d%s%s, %s",
        ReadingText.beside(measured, criterion.limit().bound()),
        worst.output().name(),
        worst.sample().sample().name(),
        worst.output().samples(),
        others.isEmpty() ? "" : nearest(worst),
        others,
        criterion.limit().demand());
  }

  private static String others(long below, int all) {
    return below == 1
        ? "; it is the only one below"
        : String.format(Locale.ROOT, "; %d of %d are below", below, all);
  }

  /** Whose answer it is, where it is plainly another sample's. */
  private static String nearest(Place worst) {
    Optional<AnswerSketches> own = worst.output().part(worst.sample()).sketches();
    String name = "";
    double least = Double.POSITIVE_INFINITY;
    for (SampleTaskScore other : worst.output().scores()) {
      Optional<AnswerSketches> sketches = worst.output().part(other).sketches();
      if (own.isEmpty() || sketches.isEmpty() || other.sample().equals(worst.sample().sample())) {
        continue;
      }
      double away = own.get().distanceTo(sketches.get());
      if (away < least && away * MUCH_NEARER < sketches.get().referencePower()) {
        least = away;
        name = other.sample().name();
      }
    }
    boolean much = own.isPresent() && least * MUCH_NEARER < own.get().distanceTo(own.get());
    return much ? ", which has the answer of sample '" + name + "'" : "";
  }

  private Quantity quantity(double decibel) {
    return ReadingText.measured(decibel, Unit.DECIBEL, criterion.limit().bound());
  }
}
