package dev.gantry.harness.plan;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.ParityMetric;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.dossier.Unit;
import dev.gantry.harness.files.ReleaseFile;
import dev.gantry.harness.files.ReleaseFile.ModelEntry;
import dev.gantry.settings.shape.PartialRecord;
import dev.gantry.validation.accuracy.UnseenLoss;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Refuses limits that an engine without any answer keeps, and those that a golden set cannot prove
 * for any engine. Either looks like a gate and is none.
 */
record VacuousLimitCheck(PartialRecord<ReleaseFile> release, ReleasePlan plan) {
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    for (PartialRecord<ModelEntry> model : release.parts(ReleaseFile::models)) {
      String name = model.value(ModelEntry::name).orElse("");
      for (PlannedCell cell : plan.cells()) {
        if (cell.cell().model().equals(name)) {
          CriterionPlace place = new CriterionPlace(model, cell.cell().precision());
          GoldenSet golden = plan.model(name).golden();
          cell.criteria()
              .forEach(criterion -> problem(place, criterion, golden).ifPresent(problems::add));
        }
      }
    }
    return problems.stream().distinct().toList();
  }

  private static Optional<Problem> problem(
      CriterionPlace place, Criterion criterion, GoldenSet golden) {
    return criterion.in(new Objections(place, golden));
  }

  /** What is wrong with a limit of each kind, where anything can be seen before measuring. */
  private record Objections(CriterionPlace place, GoldenSet golden)
      implements Criterion.Cases<Optional<Problem>> {
    @Override
    public Optional<Problem> parity(Criterion.Parity parity) {
      return parity.metric() == ParityMetric.MAX_ABS
          ? Optional.empty()
          : lax(parity).map(found -> place.problem(parity, found.what(), found.remedy()));
    }

    @Override
    public Optional<Problem> worstSample(Criterion.WorstSample worst) {
      return lax(worst).map(found -> place.problem(worst, found.what(), found.remedy()));
    }

    @Override
    public Optional<Problem> taskLoss(Criterion.TaskLoss loss) {
      return unprovable(loss, loss.metric(), loss.slice(), golden, bound(loss))
          .map(found -> place.problem(loss, found.what(), found.remedy()));
    }

    @Override
    public Optional<Problem> taskFloor(Criterion.TaskFloor floor) {
      return floor.kind().isEmpty()
          ? unprovable(floor, floor.metric(), floor.slice(), golden, 1 - bound(floor))
              .map(found -> place.problem(floor, found.what(), found.remedy()))
          : Optional.empty();
    }

    @Override
    public Optional<Problem> latency(Criterion.Latency latency) {
      return Optional.empty();
    }

    @Override
    public Optional<Problem> deadlineMisses(Criterion.DeadlineMisses misses) {
      return Optional.empty();
    }

    @Override
    public Optional<Problem> throughput(Criterion.Throughput throughput) {
      return Optional.empty();
    }

    @Override
    public Optional<Problem> soakLatency(Criterion.SoakLatency soak) {
      return Optional.empty();
    }

    @Override
    public Optional<Problem> coldStart(Criterion.ColdStart cold) {
      return Optional.empty();
    }

    @Override
    public Optional<Problem> peakMemory(Criterion.PeakMemory memory) {
      return Optional.empty();
    }

    @Override
    public Optional<Problem> computedIn(Criterion.ComputedIn computed) {
      return Optional.empty();
    }

    @Override
    public Optional<Problem> fallback(Criterion.Fallback fallback) {
      return Optional.empty();
    }

    @Override
    public Optional<Problem> rebuilt(Criterion.Rebuilt rebuilt) {
      return Optional.empty(); // Told of what each build is asked.
    }
  }

  private static double bound(Criterion criterion) {
    return criterion.limit().bound().in(Unit.ONE).value();
  }

  /** All zeros are 0 dB from anything and have a cosine of 0. */
  private static Optional<Objection> lax(Criterion criterion) {
    if (criterion.limit().bound().value() > 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Objection(
            criterion.name()
                + " "
                + criterion.limit()
                + " is kept by an engine that answers nothing but zeros",
            criterion.dimension() == Unit.Dimension.LEVEL
                ? "'>= 3 dB' is the least that tells an answer from another sample's"
                : "write a limit above 0"));
  }

  private record Objection(String what, String remedy) {}

  /** Nothing lost among so few samples still leaves room for so much. */
  private static Optional<Objection> unprovable(
      Criterion criterion,
      TaskMetric metric,
      Optional<String> slice,
      GoldenSet golden,
      double room) {
    long samples =
        golden.samples().stream()
            .filter(sample -> slice.map(sample.slices()::contains).orElse(true))
            .filter(sample -> metric != TaskMetric.TOP1 || sample.label().isPresent())
            .count();
    double alpha = 1 - criterion.confidence();
    double least = samples == 0 ? 1 : metric.lossOf(new UnseenLoss(samples, alpha).bound());
    if (samples == 0 || least <= room + 1e-12) {
      return Optional.empty(); // A slice or set without samples is told elsewhere.
    }
    boolean loss = criterion.relation() == Limit.Relation.AT_MOST;
    double told = loss ? least : 1 - least;
    BigDecimal points =
        new BigDecimal(told * 100)
            .round(new MathContext(3, loss ? RoundingMode.CEILING : RoundingMode.FLOOR));
    Quantity sensible = new Quantity(points.doubleValue(), loss ? Unit.POINT : Unit.PERCENT);
    double share = metric.shareOf(Math.max(room, 1e-12));
    long enough = (long) Math.ceil(Math.log(alpha) / Math.log1p(-share) - 1e-9);
    return Optional.of(
        new Objection(
            String.format(
                Locale.ROOT,
                "%s %s cannot be proven for any engine: %d samples %s prove %s at best",
                criterion.name(),
                criterion.limit(),
                samples,
                loss ? "without one changed answer" : "that are all right",
                sensible),
            (loss ? "raise the margin to " : "lower the floor to ")
                + sensible
                + (room > 0 ? ", or label at least " + enough + " samples" : "")));
  }
}
