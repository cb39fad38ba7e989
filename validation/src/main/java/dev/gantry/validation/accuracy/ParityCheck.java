package dev.gantry.validation.accuracy;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.ParityMetric;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Quantity;
import dev.gantry.golden.task.DecodingMisfit;
import dev.gantry.validation.comparison.OutputComparison;
import dev.gantry.validation.comparison.ParityMeasure;
import dev.gantry.validation.ruling.ReadingText;
import dev.gantry.validation.ruling.Ruling;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Judges how near the outputs came, on the worst output of the model over all samples. */
public final class ParityCheck {
  private final Criterion.Parity criterion;
  private final AccuracyRemedy remedy;
  private final ParityMeasure measure;

  public ParityCheck(Criterion.Parity criterion, Precision precision) {
    this.criterion = criterion;
    this.remedy = new AccuracyRemedy(precision);
    this.measure = new ParityMeasure(criterion.metric());
  }

  public Ruling rule(List<SampleTaskScore> scores, GoldenSet golden) {
    if (criterion.metric() == ParityMetric.ARGMAX) {
      Optional<DecodingMisfit> misfit = new TaskFit(golden).argmaxMisfit();
      if (misfit.isPresent()) {
        return Ruling.unknown(Blame.CONFIGURATION, misfit.get().what(), misfit.get().remedy());
      }
    }
    List<ScoredOutput> outputs = ScoredOutput.of(scores);
    return new OutputSoundness(criterion, inLimitUnit(measure.worst()), remedy)
        .objection(scores, outputs, golden, output -> ReferenceDoubt.of(output, criterion.metric()))
        .orElseGet(() -> worstOf(outputs));
  }

  private Ruling worstOf(List<ScoredOutput> outputs) {
    List<ScoredOutput> able =
        outputs.stream().filter(output -> measure.of(output.total()).isPresent()).toList();
    // An argmax needs values to choose from, so scalars beside them are left out; a distance that
    // could not be taken is a gap.
    if (able.isEmpty()
        || (able.size() < outputs.size() && criterion.metric() != ParityMetric.ARGMAX)) {
      return nothing(outputs);
    }
    ScoredOutput worst = able.get(0);
    for (ScoredOutput output : able) {
      if (measure.worse(value(output.total()), value(worst.total()))) {
        worst = output;
      }
    }
    return compare(worst);
  }

  private Ruling nothing(List<ScoredOutput> outputs) {
    if (criterion.metric() == ParityMetric.ARGMAX) {
      return Ruling.unknown(
          Blame.CONFIGURATION,
          "no output has more than one value, so an argmax chooses nothing",
          "limit parity.sqnr or parity.max-abs for this model in release.yaml");
    }
    String empty =
        outputs.stream()
            .filter(output -> measure.of(output.total()).isEmpty())
            .map(ScoredOutput::name)
            .findFirst()
            .orElseThrow();
    return Ruling.unknown(
        Blame.DATA,
        "output '" + empty + "' has no finite value to compare in any sample",
        "add samples to the golden set that make this output speak");
  }

  private Ruling compare(ScoredOutput output) {
    Quantity measured = inLimitUnit(value(output.total()));
    Limit limit = criterion.limit();
    SampleTaskScore sample = output.worstSample(measure);
    String message =
        String.format(
            Locale.ROOT,
            "%s measured on output '%s' over %d samples%s, %s",
            ReadingText.beside(measured, limit.bound()),
            output.name(),
            output.samples(),
            output.remark(measure, limit.bound()),
            limit.demand());
    return limit.allows(measured)
        ? new Ruling.Met(measured, message)
        : new Ruling.Broken(
            measured,
            0,
            message + new ErrorSeat(output).words(),
            remedy.far(sample.sample().name()));
  }

  private double value(OutputComparison sums) {
    return measure.of(sums).orElseThrow();
  }

  private Quantity inLimitUnit(double value) {
    return ReadingText.measured(value, criterion.metric().unit(), criterion.limit().bound());
  }
}
