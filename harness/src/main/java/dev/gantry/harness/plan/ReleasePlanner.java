package dev.gantry.harness.plan;

import dev.gantry.converter.calibrate.RangeMethod;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.Rack;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.harness.files.RackFile;
import dev.gantry.harness.files.ReleaseFile;
import dev.gantry.harness.files.TimeLimitsEntry;
import dev.gantry.harness.walk.PreparedRelease;
import dev.gantry.harness.walk.TimeLimits;
import dev.gantry.settings.ReadResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads everything that a release names, and plans it whole or refuses it with every problem. */
public final class ReleasePlanner {
  private final String gantry;

  /** The version of Gantry is part of a plan: another one might measure otherwise. */
  public ReleasePlanner(String gantry) {
    this.gantry = gantry;
  }

  /** The problems that the caller found already are told together with those of the files. */
  public PreparedRelease plan(Path releaseFile, Path rackFile, List<Problem> known)
      throws RefusedException {
    ReadResult<ReleaseFile> release = ReleaseFile.read(releaseFile);
    ReadResult<RackFile> rack = RackFile.read(rackFile);
    List<Problem> problems = new ArrayList<>(release.problems());
    ModelBackends backends = new ModelBackends(rack.parts());
    SourceCheck sources = new SourceCheck(release, backends);
    problems.addAll(sources.problems());
    problems.addAll(new CellCheck(release.parts(), rack.parts()).problems());
    problems.addAll(new BackendDemandCheck(release.parts(), backends).problems());
    problems.addAll(new EvidenceCheck(release.parts()).problems());
    problems.addAll(rack.problems());
    if (rack.value().isPresent()) {
      problems.addAll(new RackCheck(rack).problems());
    }
    problems.addAll(known);
    if (!problems.isEmpty() || release.value().isEmpty() || rack.value().isEmpty()) {
      throw new RefusedException(problems.stream().distinct().toList());
    }
    Rack boards = new RackReading(rack.folder(), rack.value().get()).rack();
    PreparedRelease prepared = assemble(release.value().get(), boards, sources.sources());
    List<Problem> late = new ArrayList<>();
    late.addAll(new WaiverCheck(release.parts(), prepared.plan()).problems());
    late.addAll(new VacuousLimitCheck(release.parts(), prepared.plan()).problems());
    late.addAll(new FloorCheck(release.parts(), prepared).problems());
    late.addAll(new TrtexecCheck(release.parts(), prepared.plan()).problems());
    late.addAll(new OpsetCheck(release.parts(), prepared).problems());
    if (!late.isEmpty()) {
      throw new RefusedException(late);
    }
    return prepared;
  }

  private PreparedRelease assemble(
      ReleaseFile file, Rack rack, Map<String, PreparedRelease.Source> sources) {
    PlannedCriteria criteria = new PlannedCriteria(file);
    List<ReleasePlan.PlannedModel> models = new ArrayList<>();
    List<ReleasePlan.PlannedCell> cells = new ArrayList<>();
    Set<String> kinds = new LinkedHashSet<>();
    for (ReleaseFile.ModelEntry model : file.models()) {
      PreparedRelease.Source source = new LinkedHashMap<>(sources).get(model.name());
      if (source == null) {
        throw new IllegalStateException("model " + model.name() + " was checked but not read");
      }
      models.add(planned(model.name(), source));
      kinds.addAll(model.boards());
      cells.addAll(criteria.cells(model, rack));
    }
    ReleasePlan plan =
        new ReleasePlan(
            file.release(),
            rack.name(),
            gantry,
            models,
            rack.kinds().stream().filter(kind -> kinds.contains(kind.name())).toList(),
            rack.boards().stream()
                .filter(board -> kinds.contains(board.kind()))
                .map(
                    board ->
                        new ReleasePlan.PlannedBoard(board.name(), board.kind(), board.simulated()))
                .toList(),
            cells,
            criteria.scenario(cells),
            file.waivers().stream().map(ReleaseFile.WaiverEntry::waiver).toList(),
            file.budget());
    return new PreparedRelease(plan, rack, sources, limits(file));
  }

  private static TimeLimits limits(ReleaseFile file) {
    Optional<TimeLimitsEntry> entry = file.timeLimits();
    return new TimeLimits(
        entry.flatMap(TimeLimitsEntry::inference).orElse(TimeLimits.USUAL.inference()),
        entry.flatMap(TimeLimitsEntry::build).orElse(TimeLimits.USUAL.build()));
  }

  private static ReleasePlan.PlannedModel planned(String name, PreparedRelease.Source source) {
    PreparedRelease.Calibration calibration = source.calibration();
    return new ReleasePlan.PlannedModel(
        name,
        source.model().digest(),
        source.golden().set(),
        new ReleasePlan.Calibration(
            calibration.golden().set().name(),
            calibration.feed().samples().count(),
            calibration.feed().digest(),
            calibration.method().map(RangeMethod::label)),
        source.plans().entrySet().stream()
            .filter(plan -> !plan.getValue().isEmpty())
            .sorted(Map.Entry.comparingByKey())
            .map(plan -> new ReleasePlan.NodePrecisions(plan.getKey(), plan.getValue().digest()))
            .toList());
  }
}
