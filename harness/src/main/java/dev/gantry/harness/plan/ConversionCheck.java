package dev.gantry.harness.plan;

import dev.gantry.converter.ConversionInputs;
import dev.gantry.converter.PlanSupport;
import dev.gantry.converter.calibrate.RangeMethod;
import dev.gantry.converter.emit.EmissionRequest;
import dev.gantry.converter.graph.Graph;
import dev.gantry.converter.model.OnnxModel;
import dev.gantry.converter.normalise.ModelNormaliser;
import dev.gantry.converter.normalise.OpsetRange;
import dev.gantry.converter.plan.PrecisionPlan;
import dev.gantry.dossier.Dialect;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.golden.DamagedFileException;
import dev.gantry.golden.GoldenFolder;
import dev.gantry.golden.ModelSpecs;
import dev.gantry.harness.files.CalibrationEntry;
import dev.gantry.harness.files.ReleaseFile.ModelEntry;
import dev.gantry.harness.walk.PreparedRelease;
import dev.gantry.settings.shape.PartialRecord;
import dev.gantry.settings.tree.BaseFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Reads and checks what the variants of one model are made with: the samples to calibrate on and
 * the precision plans.
 */
final class ConversionCheck {
  private final BaseFolder folder;
  private final PartialRecord<ModelEntry> entry;
  private final Optional<PartialRecord<CalibrationEntry>> calibration;
  private final OnnxModel model;
  private final GoldenFolder golden;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<Precision, PrecisionPlan> plans = new EnumMap<>(Precision.class);
  private final Set<Dialect> dialects;
  private final GoldenFolder calibrated;
  private final Optional<ConversionInputs> feed;

  ConversionCheck(
      BaseFolder folder,
      PartialRecord<ModelEntry> entry,
      OnnxModel model,
      GoldenFolder golden,
      Set<Dialect> dialects) {
    this.dialects = Set.copyOf(dialects);
    this.folder = folder;
    this.entry = entry;
    this.calibration = entry.part(ModelEntry::calibration);
    this.model = model;
    this.golden = golden;
    this.calibrated = calibrated();
    this.feed = feed();
    entry.entries(ModelEntry::plans).forEach(this::readPlan);
    if (!plans.isEmpty()) {
      holdPlansAgainstTheGraph();
    }
  }

  List<Problem> problems() {
    return problems;
  }

  /** Empty where there are problems with the samples. */
  Optional<PreparedRelease.Source> source() {
    return feed.map(
        fed ->
            new PreparedRelease.Source(
                model, golden, new PreparedRelease.Calibration(calibrated, fed, method()), plans));
  }

  /** Read whole: what a variant is made from is part of what a release is planned to be. */
  private Optional<ConversionInputs> feed() {
    int samples =
        calibration
            .flatMap(written -> written.optional(CalibrationEntry::samples))
            .orElse(PreparedRelease.Calibration.USUAL_SAMPLES);
    try {
      return Optional.of(ConversionInputs.of(ConversionInputs.of(calibrated).spread(samples)));
    } catch (DamagedFileException e) {
      tell(new RefusedException(e.problem()), this::atCalibration);
    } catch (IOException e) {
      problems.add(
          atCalibration(
              "the samples to calibrate on cannot be read: " + e.getMessage(),
              "mend the set, or name another"));
    }
    return Optional.empty();
  }

  private Optional<RangeMethod> method() {
    return calibration
        .flatMap(written -> written.optional(CalibrationEntry::method))
        .map(method -> RangeMethod.parse(method.toString()));
  }

  private GoldenFolder calibrated() {
    Optional<Path> named =
        calibration
            .flatMap(written -> written.optional(CalibrationEntry::golden))
            .map(folder::resolve);
    if (named.isEmpty()) {
      return golden;
    }
    try {
      GoldenFolder set = GoldenFolder.draft(named.get());
      ModelSpecs.of(model.file())
          .inputMisfit(set.set())
          .ifPresent(
              words -> problems.add(atCalibration(words, "name a set that feeds this model")));
      return set;
    } catch (RefusedException e) {
      tell(e, this::atCalibration);
      return golden;
    }
  }

  private void readPlan(Precision precision, Path written) {
    if (!entry.items(ModelEntry::precisions).containsValue(precision)) {
      problems.add(
          atPlan(
              precision,
              "there is a plan for " + precision + ", which is not among the precisions",
              "add it to precisions, or leave the plan out"));
    }
    try {
      plans.put(precision, PrecisionPlan.read(folder.resolve(written)));
    } catch (RefusedException e) {
      tell(e, (what, remedy) -> atPlan(precision, what, remedy));
    }
  }

  /** Names are those of the graph that precisions are written into. */
  private void holdPlansAgainstTheGraph() {
    Graph graph;
    try {
      graph =
          Graph.of(
              new ModelNormaliser()
                  .normalise(model, ConversionInputs.of(golden).spread(1), OpsetRange.ANY)
                  .model());
    } catch (RefusedException e) {
      tell(e, (what, remedy) -> entry.problem(what, remedy, ModelEntry::onnx));
      return;
    } catch (IOException e) {
      return; // Told with the samples.
    }
    for (Map.Entry<Precision, PrecisionPlan> plan : plans.entrySet()) {
      try {
        plan.getValue().on(graph);
        for (Dialect dialect : dialects) {
          new PlanSupport(EmissionRequest.of(plan.getKey(), dialect)).orRefuse(plan.getValue());
        }
      } catch (RefusedException e) {
        tell(e, (what, remedy) -> atPlan(plan.getKey(), what, remedy));
      }
    }
  }

  /** At the set that is named, or at what should name it. */
  private Problem atCalibration(String what, String remedy) {
    return calibration
        .map(written -> written.problem(what, remedy, CalibrationEntry::golden))
        .orElseGet(() -> entry.problem(what, remedy));
  }

  private Problem atPlan(Precision precision, String what, String remedy) {
    return entry.problem(what, remedy, ModelEntry::plans, precision);
  }

  private void tell(RefusedException refused, BiFunction<String, String, Problem> at) {
    for (Problem problem : refused.problems()) {
      String line = problem.line().isPresent() ? ":" + problem.line().getAsInt() : "";
      problems.add(at.apply(problem.file() + line + " " + problem.what(), problem.remedy()));
    }
  }
}
