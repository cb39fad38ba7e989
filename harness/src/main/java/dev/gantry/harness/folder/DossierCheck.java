package dev.gantry.harness.folder;

import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Engine;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Shard;
import dev.gantry.dossier.Trial;
import dev.gantry.files.FileDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds the files of a dossier against the digests in its journal. */
final class DossierCheck {
  private final Path folder;
  private final DossierJson json;
  private final Journal journal;
  private final List<Problem> problems = new ArrayList<>();

  DossierCheck(Path folder, DossierJson json, Journal journal) {
    this.folder = folder;
    this.json = json;
    this.journal = journal;
  }

  /** For judging: a missing trial is missing evidence, a changed byte anywhere is a refusal. */
  DossierContent asEvidence() throws RefusedException {
    return content(false);
  }

  /** For going on: a trial that is not whole is run again. */
  DossierContent afterKill() throws RefusedException {
    return content(true);
  }

  private DossierContent content(boolean forgiving) throws RefusedException {
    List<Journal.Entry> sound = new ArrayList<>();
    for (Journal.Entry entry : journal.latest()) {
      boolean trial = entry.event().equals(JournalEvents.TRIAL);
      // The last judgement can be made again at any time, so it is checked where it is read.
      if (!entry.event().equals(JournalEvents.JUDGED)
          && whole(entry, trial && mayBeGone(entry, forgiving), trial && forgiving)) {
        sound.add(entry);
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return read(sound);
  }

  /** A trial may be gone as a whole; one that is there must have all its files. */
  private boolean mayBeGone(Journal.Entry entry, boolean forgiving) {
    return forgiving || !Files.exists(folder.resolve(entry.subject()).resolve("trial.json"));
  }

  private DossierContent read(List<Journal.Entry> sound) throws RefusedException {
    requireVouched(sound, JournalEvents.PLAN, DossierFolder.PLAN);
    DossierJson.Kept<ReleasePlan> kept =
        readAny(DossierFolder.PLAN, DossierFolder.PLAN_SCHEMA, ReleasePlan.class);
    ReleasePlan plan = kept.value();
    Optional<Shard> shard = shard(sound, plan);
    Map<String, DossierFolder.KeptEngine> engines = new HashMap<>();
    Map<String, Trial> trials = new HashMap<>();
    for (Journal.Entry entry : sound) {
      String subject = entry.subject();
      if (entry.event().equals(JournalEvents.ENGINE)) {
        Cell cell = cell(subject, plan);
        requireVouched(List.of(entry), JournalEvents.ENGINE, DossierPaths.engine(cell, plan));
        String recipe = DossierPaths.recipe(cell);
        Engine engine = read(recipe, DossierFolder.ENGINE_SCHEMA, Engine.class);
        Path file = folder.resolve(DossierPaths.engine(cell, plan));
        engines.put(subject, new DossierFolder.KeptEngine(cell, engine, file));
      } else if (entry.event().equals(JournalEvents.TRIAL)) {
        String name = subject + "/trial.json";
        Trial trial = read(name, DossierFolder.TRIAL_SCHEMA, Trial.class);
        new TrialAgainstPlan(folder.resolve(name).toString(), entry, plan).require(trial);
        trials.put(subject, trial);
        if (trial instanceof Trial.Measured) {
          requireVouched(
              sound, JournalEvents.GOLDEN, DossierPaths.references(trial.cell().model()));
        }
      }
    }
    return new DossierContent(kept.schema(), plan, shard, engines, trials);
  }

  /** Begun together with the plan, so it is vouched for by the same line. */
  private Optional<Shard> shard(List<Journal.Entry> sound, ReleasePlan plan)
      throws RefusedException {
    boolean one =
        sound.stream()
            .filter(entry -> entry.event().equals(JournalEvents.PLAN))
            .anyMatch(entry -> entry.files().containsKey(DossierFolder.SHARD));
    if (!one) {
      return Optional.empty();
    }
    Shard shard = read(DossierFolder.SHARD, DossierFolder.SHARD_SCHEMA, Shard.class);
    List<String> boards = plan.boards().stream().map(ReleasePlan.PlannedBoard::name).toList();
    if (!boards.containsAll(shard.boards())) {
      throw new RefusedException(
          Problem.in(
              folder.resolve(DossierFolder.SHARD).toString(),
              "names boards that are not in the plan",
              "use an untouched copy of the dossier"));
    }
    return Optional.of(shard);
  }

  private void requireVouched(List<Journal.Entry> sound, String event, String file)
      throws RefusedException {
    boolean vouched =
        sound.stream()
            .anyMatch(entry -> entry.event().equals(event) && entry.files().containsKey(file));
    if (!vouched) {
      throw new RefusedException(
          Problem.in(
              folder.resolve(file).toString(),
              "is not vouched for by the journal",
              "use an untouched copy of the dossier"));
    }
  }

  private boolean whole(Journal.Entry entry, boolean mayBeMissing, boolean mayBeChanged) {
    boolean whole = true;
    for (Map.Entry<String, Digest> file : entry.files().entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (!Files.isRegularFile(path)) {
        whole = false;
        if (!mayBeMissing) {
          tell(path, "is missing", "use a whole copy of the dossier");
        }
        continue;
      }
      Optional<Digest> found = digest(path);
      if (!found.equals(Optional.of(file.getValue()))) {
        whole = false;
        if (found.isPresent() && !mayBeChanged) {
          tell(
              path,
              "was changed after it was written: the journal vouches for " + file.getValue(),
              "use an untouched copy of the dossier");
        }
      }
    }
    return whole;
  }

  private static Cell cell(String id, ReleasePlan plan) throws RefusedException {
    return plan.cells().stream()
        .map(ReleasePlan.PlannedCell::cell)
        .filter(cell -> cell.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedException(
                    Problem.in(
                        DossierFolder.JOURNAL,
                        "names an engine outside the plan: " + id,
                        "use an untouched copy of the dossier")));
  }

  private <T> T read(String name, String schema, Class<T> type) throws RefusedException {
    return readAny(name, schema, type).value();
  }

  private <T> DossierJson.Kept<T> readAny(String name, String schema, Class<T> type)
      throws RefusedException {
    Path file = folder.resolve(name);
    try {
      return json.readAny(schema, type, Files.readString(file));
    } catch (IOException e) {
      throw cannotBeRead(file, e, "check its rights");
    } catch (DossierJson.MalformedException e) {
      throw cannotBeRead(file, e, e.remedy());
    }
  }

  private static RefusedException cannotBeRead(Path file, Exception why, String remedy) {
    return new RefusedException(
        Problem.in(file.toString(), "cannot be read: " + why.getMessage(), remedy));
  }

  private Optional<Digest> digest(Path file) {
    try {
      return Optional.of(FileDigest.of(file));
    } catch (IOException e) {
      tell(file, "cannot be read: " + e.getMessage(), "check its rights");
      return Optional.empty();
    }
  }

  private void tell(Path file, String what, String remedy) {
    problems.add(Problem.in(file.toString(), what, remedy));
  }
}
