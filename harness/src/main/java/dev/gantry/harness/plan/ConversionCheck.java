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
import dev.gantry.harness.files.ReleaseFile;
import dev.gantry.harness.walk.PreparedRelease;
import dev.gantry.settings.ReadResult;
import dev.gantry.settings.tree.SettingsDocument;
import dev.gantry.settings.tree.SettingsNode;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads and checks what the variants of one model are made with: the samples to calibrate on and
 * the precision plans.
 */
final class ConversionCheck {
  private final SettingsDocument document;
  private final ReadResult<ReleaseFile> file;
  private final int index;
  private final OnnxModel model;
  private final GoldenFolder golden;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<Precision, PrecisionPlan> plans = new EnumMap<>(Precision.class);
  private final Set<Dialect> dialects;
  private final GoldenFolder calibrated;
  private final Optional<ConversionInputs> feed;

  ConversionCheck(
      ReadResult<ReleaseFile> file,
      int index,
      OnnxModel model,
      GoldenFolder golden,
      Set<Dialect> dialects) {
    this.dialects = Set.copyOf(dialects);
    this.document = file.document();
    this.file = file;
    this.index = index;
    this.model = model;
    this.golden = golden;
    this.calibrated = calibrated();
    this.feed = feed();
    readPlans();
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
        document
            .text("models", index, "calibration", "samples")
            .filter(text -> text.matches("[1-9][0-9]{0,6}"))
            .map(Integer::parseInt)
            .orElse(PreparedRelease.Calibration.USUAL_SAMPLES);
    try {
      return Optional.of(ConversionInputs.of(ConversionInputs.of(calibrated).spread(samples)));
    } catch (DamagedFileException e) {
      tell(new RefusedException(e.problem()), "calibration", "golden");
    } catch (IOException e) {
      tell(
          "the samples to calibrate on cannot be read: " + e.getMessage(),
          "mend the set, or name another",
          "calibration",
          "golden");
    }
    return Optional.empty();
  }

  private Optional<RangeMethod> method() {
    return document
        .text("models", index, "calibration", "method")
        .filter(
            text ->
                Stream.of(CalibrationEntry.Method.values())
                    .anyMatch(method -> method.toString().equals(text)))
        .map(RangeMethod::parse);
  }

  private GoldenFolder calibrated() {
    Optional<Path> named = path("calibration", "golden");
    if (named.isEmpty()) {
      return golden;
    }
    try {
      GoldenFolder set = GoldenFolder.draft(named.get());
      ModelSpecs.of(model.file())
          .inputMisfit(set.set())
          .ifPresent(
              words -> tell(words, "name a set that feeds this model", "calibration", "golden"));
      return set;
    } catch (RefusedException e) {
      tell(e, "calibration", "golden");
      return golden;
    }
  }

  private void readPlans() {
    if (document.at("models", index, "plans").orElse(null)
        instanceof SettingsNode.Mapping written) {
      for (String key : written.entries().keySet()) {
        Optional<Precision> precision =
            Stream.of(Precision.values()).filter(one -> one.toString().equals(key)).findFirst();
        Optional<Path> path = path("plans", key);
        if (precision.isPresent() && path.isPresent()) {
          readPlan(precision.get(), path.get());
        }
      }
    }
  }

  private void readPlan(Precision precision, Path path) {
    boolean asked = false;
    for (int item = 0; document.text("models", index, "precisions", item).isPresent(); item++) {
      asked |=
          document
              .text("models", index, "precisions", item)
              .equals(Optional.of(precision.toString()));
    }
    if (!asked) {
      tell(
          "there is a plan for " + precision + ", which is not among the precisions",
          "add it to precisions, or leave the plan out",
          "plans",
          precision.toString());
    }
    try {
      plans.put(precision, PrecisionPlan.read(path));
    } catch (RefusedException e) {
      tell(e, "plans", precision.toString());
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
      tell(e, "onnx");
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
        tell(e, "plans", plan.getKey().toString());
      }
    }
  }

  private Optional<Path> path(String... inside) {
    Optional<String> text = document.text(place(inside)).filter(words -> !words.isBlank());
    try {
      return text.map(words -> file.folder().resolve(Path.of(words)));
    } catch (InvalidPathException e) {
      tell(
          "this system cannot name such a file: " + e.getReason(),
          "use another name, or a UTF-8 locale",
          inside);
      return Optional.empty();
    }
  }

  private void tell(RefusedException refused, String... inside) {
    for (Problem problem : refused.problems()) {
      String line = problem.line().isPresent() ? ":" + problem.line().getAsInt() : "";
      tell(problem.file() + line + " " + problem.what(), problem.remedy(), inside);
    }
  }

  private void tell(String what, String remedy, String... inside) {
    problems.add(document.problem(what, remedy, place(inside)));
  }

  private Object[] place(String... inside) {
    List<Object> place = new ArrayList<>(List.of("models", index));
    place.addAll(List.of(inside));
    return place.toArray();
  }
}
