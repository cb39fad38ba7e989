package dev.gantry.harness.folder;

import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Shard;
import dev.gantry.files.AtomicFile;
import dev.gantry.files.FileDigest;
import dev.gantry.files.FileLocks;
import dev.gantry.files.FileTrees;
import dev.gantry.harness.log.RunLog;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** Begins dossiers, resumes those of earlier runs, and opens those that are there. */
public final class DossierFolders {
  private final DossierJson json = new DossierJson();
  private final Clock clock;

  public DossierFolders(Clock clock) {
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

  /** Of a whole plan, or of the shard of it that is run here. */
  public DossierFolder begin(Path out, ReleasePlan plan, Optional<Shard> shard)
      throws RefusedException, IOException {
    return begin(out, plan, shard, clock.instant());
  }

  DossierFolder begin(Path out, ReleasePlan plan, Optional<Shard> shard, Instant at)
      throws RefusedException, IOException {
    refuseAny(problems(out, false));
    Path folder = Files.createDirectories(dossier(out));
    return begin(folder, plan, shard, lock(folder), at);
  }

  private DossierFolder begin(
      Path folder, ReleasePlan plan, Optional<Shard> shard, AutoCloseable lock, Instant at)
      throws RefusedException, IOException {
    Map<String, Digest> files = new TreeMap<>();
    keep(folder, DossierFolder.PLAN, json.page(DossierFolder.PLAN_SCHEMA, plan), files);
    if (shard.isPresent()) {
      keep(folder, DossierFolder.SHARD, json.page(DossierFolder.SHARD_SCHEMA, shard.get()), files);
    }
    Journal journal = journal(folder);
    journal.append(JournalEvents.PLAN, plan.release(), at.truncatedTo(ChronoUnit.MILLIS), files);
    return new DossierFolder(folder, clock, lock, journal, DossierContent.nothingYet(plan, shard));
  }

  private static void keep(Path folder, String name, String page, Map<String, Digest> files)
      throws IOException {
    Path file = folder.resolve(name);
    AtomicFile.write(file, page);
    files.put(name, FileDigest.of(file));
  }

  /**
   * Trials whose files no longer match are run again; all else must match, and the plan and the
   * shard be the same.
   */
  public DossierFolder resume(Path out, ReleasePlan plan, Optional<Shard> shard, Refusal refusal)
      throws RefusedException, IOException {
    refuseAny(problems(out, true));
    Path folder = dossier(out);
    AutoCloseable lock = lock(folder);
    try {
      Journal journal;
      DossierContent content;
      try {
        journal = journal(folder);
        if (journal.entries().isEmpty()) {
          // Killed before the first line: nothing was finished, so there is nothing to lose.
          return begin(folder, plan, shard, lock, clock.instant());
        }
        content = new DossierCheck(folder, json, journal).afterKill();
      } catch (RefusedException e) {
        throw refusal.answer(e);
      }
      requireTodaysForm(folder, content);
      requireSamePlan(folder, content.plan(), plan);
      requireSameShard(out, content.shard(), shard);
      return new DossierFolder(folder, clock, lock, journal, content);
    } catch (RefusedException | IOException e) {
      closeQuietly(lock);
      throw e;
    }
  }

  /** What an earlier version measured is judged as it is: the two do not measure alike. */
  private static void requireTodaysForm(Path folder, DossierContent content)
      throws RefusedException {
    if (!content.planSchema().equals(DossierFolder.PLAN_SCHEMA)) {
      throw new RefusedException(
          Problem.in(
              folder.resolve(DossierFolder.PLAN).toString(),
              "was begun by an earlier version of Gantry, and follows " + content.planSchema(),
              "judge it as it is, or start anew with another folder for --out"));
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

  private static void requireSameShard(Path out, Optional<Shard> kept, Optional<Shard> wanted)
      throws RefusedException {
    if (!kept.equals(wanted)) {
      throw new RefusedException(
          Problem.in(
              out.toString(),
              "was begun as " + words(kept) + ", and is to be resumed as " + words(wanted),
              kept.map(shard -> "resume it with --shard " + shard.number() + "/" + shard.of())
                  .orElse("resume it without --shard")));
    }
  }

  private static String words(Optional<Shard> shard) {
    return shard.map(Shard::words).orElse("a whole release");
  }

  /** What a refused run began goes, unless a board has worked for it: the next run begins anew. */
  public void withdraw(Path out) throws RefusedException, IOException {
    Path folder = dossier(out);
    boolean worked =
        journal(folder).entries().stream()
            .map(Journal.Entry::event)
            .anyMatch(
                event -> event.equals(JournalEvents.ENGINE) || event.equals(JournalEvents.TRIAL));
    if (!worked) {
      FileTrees.delete(folder);
    }
  }

  /** Reacts to evidence that is refused, while nobody else can use the dossier. */
  @FunctionalInterface
  public interface Refusal {
    Refusal NOTHING = why -> why;

    RefusedException answer(RefusedException why) throws IOException;
  }

  /** Refuses a dossier of which a byte was changed; a trial that is gone is only missing. */
  public DossierFolder open(Path out) throws RefusedException, IOException {
    return open(out, Refusal.NOTHING);
  }

  /** The same for whoever would publish a verdict on it. */
  public DossierFolder open(Path out, Refusal refusal) throws RefusedException, IOException {
    Path folder = dossier(out);
    if (isDossier(folder)) {
      return openItself(folder, refusal);
    }
    if (Files.isDirectory(folder)) {
      throw refusal.answer(
          new RefusedException(
              Problem.in(
                  folder.toString(),
                  "has no " + DossierFolder.JOURNAL + ", so nothing vouches for its files",
                  "use a whole copy of the dossier")));
    }
    throw new RefusedException(
        Problem.in(
            out.toString(),
            isDossier(out) ? "is a dossier itself" : "holds no dossier",
            isDossier(out)
                ? "name the folder above, the --out folder of the run"
                : "name the --out folder of a run, the one with verdict.json in it"));
  }

  /** Whether this folder is itself what a run leaves in its own. */
  public boolean isDossier(Path folder) {
    return Files.isRegularFile(folder.resolve(DossierFolder.JOURNAL));
  }

  /** Whether a run died here before its plan was on the disk, so that nothing of it is lost. */
  boolean diedBeforeItBegan(Path out) throws RefusedException, IOException {
    Path folder = dossier(out);
    if (isDossier(out) || !Files.isDirectory(out)) {
      return false;
    }
    if (!Files.exists(folder)) {
      return true;
    }
    return Files.isDirectory(folder)
        && !Files.exists(folder.resolve("trials"))
        && (!Files.exists(folder.resolve(DossierFolder.JOURNAL))
            || journal(folder).entries().isEmpty());
  }

  /** The same as opening the folder of the run that it lies in. */
  public DossierFolder openItself(Path folder) throws RefusedException, IOException {
    return openItself(folder, Refusal.NOTHING);
  }

  private DossierFolder openItself(Path folder, Refusal refusal)
      throws RefusedException, IOException {
    // Judging writes too, so two at once, or one beside a run, would spoil the journal.
    AutoCloseable lock = Files.isWritable(folder) ? lock(folder) : () -> {};
    try {
      Journal journal = journal(folder);
      DossierContent content = new DossierCheck(folder, json, journal).asEvidence();
      return new DossierFolder(folder, clock, lock, journal, content);
    } catch (RefusedException e) {
      try {
        throw refusal.answer(e);
      } finally {
        closeQuietly(lock);
      }
    } catch (IOException e) {
      closeQuietly(lock);
      throw e;
    }
  }

  private Journal journal(Path folder) throws RefusedException, IOException {
    Path file = folder.resolve(DossierFolder.JOURNAL);
    try {
      return Journal.open(file, json);
    } catch (DossierJson.OtherSchemaException e) {
      throw new RefusedException(
          Problem.in(file.toString(), "cannot be read: " + e.getMessage(), e.remedy()));
    } catch (DossierJson.MalformedException e) {
      throw new RefusedException(
          Problem.in(
              file.toString(),
              e.getMessage() + ": it was changed after it was written",
              e.remedy()));
    }
  }

  private static AutoCloseable lock(Path folder) throws RefusedException, IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(DossierFolder.LOCK),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    if (FileLocks.tryLock(channel)) {
      if (channel.size() == 0) {
        // Two runs of one plan may begin in the same millisecond; on boards they must not meet.
        channel.write(StandardCharsets.UTF_8.encode(UUID.randomUUID().toString()));
      }
      return channel;
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
      // The log of a run that was refused lies there before anything else does.
      return content
          .map(file -> file.getFileName().toString())
          .allMatch(name -> name.equals(RunLog.NAME) || name.equals(RunLog.NAME_BEFORE));
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
