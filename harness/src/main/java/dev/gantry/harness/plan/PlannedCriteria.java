package dev.gantry.harness.plan;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Board;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.ParityMetric;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Rack;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Scenario;
import dev.gantry.harness.files.LatencyLimits;
import dev.gantry.harness.files.ParityLimits;
import dev.gantry.harness.files.ReleaseFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the criteria of each cell from a release file, one criterion for each limit. */
public final class PlannedCriteria {
  static final double CONFIDENCE = 0.99;
  private static final int WARM_UP = 100;
  private static final int FEWEST_QUERIES = 1000;

  /** So many processes time a cell at most, if its limits stay undecided for so long. */
  static final int ROUNDS = 20;

  /** Below it a sample has another sample's answer; naive int8 that is honest stays above 5 dB. */
  private static final Limit WORST_SAMPLE = Limit.parse(">= 3 dB");

  /** A first or last layer may be cheaper higher; a network that is, is another network. */
  private static final Limit FALLBACK = Limit.parse("<= 1 %");

  private final double confidence;
  private final Optional<Integer> queries;

  public PlannedCriteria(ReleaseFile file) {
    this.confidence = file.confidence().map(Quantity::plain).orElse(CONFIDENCE);
    this.queries = file.queries();
  }

  /** Every unit of a kind unless the rack asks for fewer: one bad unit of twenty shall show. */
  public List<ReleasePlan.PlannedCell> cells(ReleaseFile.ModelEntry model, Rack rack) {
    List<ReleasePlan.PlannedCell> cells = new ArrayList<>();
    for (Precision precision : model.precisions()) {
      for (String kind : model.boards()) {
        List<String> units =
            rack.boards().stream()
                .filter(board -> board.kind().equals(kind))
                .map(Board::name)
                .toList();
        cells.add(
            new ReleasePlan.PlannedCell(
                new Cell(model.name(), precision, kind),
                units,
                rack.kind(kind).units().among(units.size()),
                of(model, precision, rack.kind(kind).backend()),
                scenarios(model)));
      }
    }
    return cells;
  }

  public List<Criterion> of(ReleaseFile.ModelEntry model, Precision precision, Backend backend) {
    List<Criterion> criteria = new ArrayList<>();
    ParityLimits parity = model.parity().get(precision);
    if (parity != null) {
      parity(criteria, ParityMetric.SQNR, parity.sqnr());
      criteria.add(new Criterion.WorstSample(parity.worst().orElse(WORST_SAMPLE), confidence));
      parity(criteria, ParityMetric.COSINE, parity.cosine());
      parity(criteria, ParityMetric.MAX_ABS, parity.maxAbs());
      parity(criteria, ParityMetric.ARGMAX, parity.argmax());
    }
    model.task().ifPresent(task -> task(criteria, task));
    if (backend != Backend.ONNXRUNTIME) {
      audit(criteria, model, precision);
    }
    model.latency().ifPresent(limits -> latency(criteria, limits));
    criteria.addAll(new PlannedScenarios(model).criteria(confidence));
    model
        .memory()
        .ifPresent(limits -> criteria.add(new Criterion.PeakMemory(limits.peak(), confidence)));
    int builds = model.builds().orElse(1);
    if (builds > 1) {
      criteria.addAll(
          criteria.stream()
              .filter(Criterion::ofOtherBuilds)
              .map(criterion -> new Criterion.Rebuilt(builds, criterion))
              .toList());
    }
    return criteria;
  }

  /** How a model is driven beside the scenario of the whole plan. */
  static List<Scenario> scenarios(ReleaseFile.ModelEntry model) {
    return new PlannedScenarios(model).scenarios();
  }

  Scenario.Single scenario(List<ReleasePlan.PlannedCell> cells) {
    return new Scenario.Single(WARM_UP, queries.orElseGet(() -> enough(cells)), ROUNDS);
  }

  /** So many that the highest percentile can be proven even when few rounds are needed. */
  private static int enough(List<ReleasePlan.PlannedCell> cells) {
    double highest =
        cells.stream()
            .flatMap(cell -> cell.criteria().stream())
            .filter(Criterion.Latency.class::isInstance)
            .mapToDouble(criterion -> ((Criterion.Latency) criterion).percentile())
            .max()
            .orElse(0);
    double missesAllowed = 1 - highest / 100;
    // Ten times what a single slow query costs a percentile: room for a handful of them.
    return highest > 0
        ? (int) Math.max(FEWEST_QUERIES, Math.ceil(10 / missesAllowed))
        : FEWEST_QUERIES;
  }

  /** What falls back without a word is asked of every engine that has something to lose. */
  private void audit(List<Criterion> criteria, ReleaseFile.ModelEntry model, Precision precision) {
    if (precision == Precision.FP32) {
      return;
    }
    criteria.add(new Criterion.Fallback(FALLBACK, confidence));
    Limit limit = model.audit().get(precision);
    if (limit != null) {
      criteria.add(new Criterion.ComputedIn(precision, limit, confidence));
    }
  }

  private void parity(List<Criterion> criteria, ParityMetric metric, Optional<Limit> limit) {
    limit.ifPresent(bound -> criteria.add(new Criterion.Parity(metric, bound, confidence)));
  }

  private void task(List<Criterion> criteria, ReleaseFile.TaskEntry task) {
    criteria.add(loss(task, Optional.empty(), task.margin()));
    new TreeMap<>(task.slices())
        .forEach((slice, margin) -> criteria.add(loss(task, Optional.of(slice), margin)));
    floors(criteria, task);
  }

  private void floors(List<Criterion> criteria, ReleaseFile.TaskEntry task) {
    Optional<String> none = Optional.empty();
    task.atLeast().ifPresent(least -> criteria.add(floor(task, none, none, least)));
    new TreeMap<>(task.slicesAtLeast())
        .forEach((slice, least) -> criteria.add(floor(task, Optional.of(slice), none, least)));
    new TreeMap<>(task.classesAtLeast())
        .forEach((kind, least) -> criteria.add(floor(task, none, Optional.of(kind), least)));
  }

  private Criterion floor(
      ReleaseFile.TaskEntry task, Optional<String> slice, Optional<String> kind, Quantity least) {
    return new Criterion.TaskFloor(
        task.metric(), slice, kind, new Limit(Limit.Relation.AT_LEAST, least), confidence);
  }

  private Criterion loss(ReleaseFile.TaskEntry task, Optional<String> slice, Quantity margin) {
    return new Criterion.TaskLoss(
        task.metric(), slice, new Limit(Limit.Relation.AT_MOST, margin), confidence);
  }

  private void latency(List<Criterion> criteria, LatencyLimits limits) {
    Map<Double, Optional<Limit>> percentiles = new TreeMap<>();
    percentiles.put(50.0, limits.p50());
    percentiles.put(90.0, limits.p90());
    percentiles.put(95.0, limits.p95());
    percentiles.put(99.0, limits.p99());
    percentiles.put(99.9, limits.p999());
    percentiles.forEach(
        (percentile, limit) ->
            limit.ifPresent(
                bound -> criteria.add(new Criterion.Latency(percentile, bound, confidence))));
  }
}
