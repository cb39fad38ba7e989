package dev.gantry.harness.folder;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.runner.FileDigest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Where dossiers are begun, taken up again, and opened for a look. */
public final class DossierDesk {
  private final DossierJson json = new DossierJson();
  private final Clock clock;

  public DossierDesk(Clock clock) {
    this.clock = clock;
  }

  /** What stands in the way of a run into this folder; asked before any hardware is touched. */
  public List<Problem> problems(Path out, boolean resume) {
    boolean begun = Files.isDirectory(dossier(out));
    if (resume) {
      return begun
          ? List.of()
          : List.of(
              Problem.in(
                  out.toString(),
                  "there is no dossier to resume",
                  "start without --resume, or name the folder of the earlier run"));
    }
    if (begun) {
      return List.of(
          Problem.in(
              out.toString(),
              "already holds a dossier",
              "name another folder for --out, or go on with it by 'gantry run … --resume'"));
    }
    if (Files.exists(out) && !(Files.isDirectory(out) && isEmpty(out))) {
      return List.of(
          Problem.in(
              out.toString(), "is there already and not empty", "name another folder for --out"));
    }
    return List.of();
  }

  public DossierFolder begin(Path out, ReleasePlan plan) throws RefusedException, IOException {
    refuseAny(problems(out, false));
    Path folder = Files.createDirectories(dossier(out));
    return begin(folder, plan, lock(folder));
  }

  private DossierFolder begin(Path folder, ReleasePlan plan, AutoCloseable lock)
      throws RefusedException, IOException {
    Path file = folder.resolve(DossierFolder.PLAN);
    WholeFile.write(file, json.page(DossierFolder.PLAN_SCHEMA, plan));
    Journal journal = journal(folder);
    journal.append(
        Events.PLAN,
        plan.release(),
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        Map.of(DossierFolder.PLAN, FileDigest.of(file)));
    return new DossierFolder(
        folder, clock, lock, journal, new DossierContent(plan, Map.of(), Map.of()));
  }

  /**
   * Trials whose files no longer match are run again; all else must match, and the plan be the
   * same.
   */
  public DossierFolder resume(Path out, ReleasePlan plan) throws RefusedException, IOException {
    refuseAny(problems(out, true));
    Path folder = dossier(out);
    AutoCloseable lock = lock(folder);
    try {
      Journal journal = journal(folder);
      if (journal.entries().isEmpty()) {
        // Killed before the first line: nothing was finished, so there is nothing to lose.
        return begin(folder, plan, lock);
      }
      DossierContent content = new DossierCheck(folder, json, journal).afterKill();
      requireSamePlan(folder, content.plan(), plan);
      return new DossierFolder(folder, clock, lock, journal, content);
    } catch (RefusedException | IOException e) {
      closeQuietly(lock);
      throw e;
    }
  }

  private static void requireSamePlan(Path folder, ReleasePlan kept, ReleasePlan wanted)
      throws RefusedException {
    if (!kept.equals(wanted)) {
      throw new RefusedException(
          Problem.in(
              folder.resolve(DossierFolder.PLAN).toString(),
              "was planned otherwise: " + new PlanDifference(kept, wanted).words(),
              "start anew with another folder for --out"));
    }
  }

  /** What a refused run began goes, unless a board has worked for it: the next run begins anew. */
  public void withdraw(Path out) throws RefusedException, IOException {
    Path folder = dossier(out);
    boolean worked =
        journal(folder).entries().stream()
            .map(Journal.Entry::event)
            .anyMatch(event -> event.equals(Events.ENGINE) || event.equals(Events.TRIAL));
    if (!worked) {
      Trees.delete(folder);
    }
  }

  /** Refuses a dossier of which a byte was changed; a trial that is gone is only missing. */
  public DossierFolder open(Path out) throws RefusedException, IOException {
    Path folder = dossier(out);
    if (!isDossier(folder)) {
      throw new RefusedException(
          Problem.in(
              out.toString(),
              "holds no dossier",
              "name the --out folder of a run, the one with verdict.json in it"));
    }
    return openItself(folder);
  }

  /** Whether this folder is itself what a run leaves in its own. */
  public boolean isDossier(Path folder) {
    return Files.isRegularFile(folder.resolve(DossierFolder.JOURNAL));
  }

  /** The same as opening the folder of the run that it lies in. */
  public DossierFolder openItself(Path folder) throws RefusedException, IOException {
    // Judging writes too, so two at once, or one beside a run, would spoil the journal.
    AutoCloseable lock = Files.isWritable(folder) ? lock(folder) : () -> {};
    try {
      Journal journal = journal(folder);
      DossierContent content = new DossierCheck(folder, json, journal).asEvidence();
      return new DossierFolder(folder, clock, lock, journal, content);
    } catch (RefusedException | IOException e) {
      closeQuietly(lock);
      throw e;
    }
  }

  private Journal journal(Path folder) throws RefusedException, IOException {
    Path file = folder.resolve(DossierFolder.JOURNAL);
    try {
      return Journal.open(file, json);
    } catch (DossierJson.MalformedException e) {
      throw new RefusedException(
          Problem.in(
              file.toString(),
              e.getMessage() + ": it was changed after it was written",
              "use an untouched copy of the dossier"));
    }
  }

  private static AutoCloseable lock(Path folder) throws RefusedException, IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(DossierFolder.LOCK),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        if (channel.size() == 0) {
          // Two runs of one plan may begin in the same millisecond; on boards they must not meet.
          channel.write(StandardCharsets.UTF_8.encode(UUID.randomUUID().toString()));
        }
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Held by another run in this very process.
    }
    channel.close();
    throw new RefusedException(
        Problem.in(folder.toString(), "is in use by another run", "wait for it, or end it"));
  }

  private static Path dossier(Path out) {
    return out.resolve(DossierFolder.NAME);
  }

  private static boolean isEmpty(Path folder) {
    try (Stream<Path> content = Files.list(folder)) {
      return content.findAny().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private static void refuseAny(List<Problem> problems) throws RefusedException {
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
  }

  private static void closeQuietly(AutoCloseable lock) {
    try {
      lock.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
