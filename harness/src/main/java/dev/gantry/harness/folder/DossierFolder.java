package dev.gantry.harness.folder;

import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Engine;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Shard;
import dev.gantry.dossier.Trial;
import dev.gantry.files.AtomicFile;
import dev.gantry.files.FileDigest;
import dev.gantry.files.FileTrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The folder with all evidence of one release run. What the journal vouches for is on the disk and
 * whole; anything else that lies here is what a kill left behind, and counts for nothing.
 */
public final class DossierFolder implements AutoCloseable {
  static final String NAME = "dossier";
  static final String LOCK = ".lock";
  static final String PLAN = "plan.json";
  static final String PLAN_SCHEMA = "gantry.plan/3";
  static final String SHARD = "shard.json";
  static final String SHARD_SCHEMA = "gantry.shard/1";
  static final String JOURNAL = "journal.jsonl";
  static final String ENGINE_SCHEMA = "gantry.engine/2";
  static final String TRIAL_SCHEMA = "gantry.trial/2";
  static final String JUDGED = "judged.json";
  static final String JUDGED_SCHEMA = "gantry.judged/4";

  private final Path folder;
  private final DossierJson json = new DossierJson();
  private final Clock clock;
  private final AutoCloseable lock;
  private final Journal journal;
  private final String planSchema;
  private final ReleasePlan plan;
  private final Optional<Shard> shard;
  private final Map<String, KeptEngine> engines;
  private final Map<String, Trial> trials;

  DossierFolder(
      Path folder, Clock clock, AutoCloseable lock, Journal journal, DossierContent content) {
    this.folder = folder;
    this.clock = clock;
    this.lock = lock;
    this.journal = journal;
    this.planSchema = content.planSchema();
    this.plan = content.plan();
    this.shard = content.shard();
    this.engines = new ConcurrentHashMap<>(content.engines());
    this.trials = new ConcurrentHashMap<>(content.trials());
  }

  /** An engine of the dossier, for the cell that it was pinned to. */
  public record KeptEngine(Cell cell, Engine engine, Path file) {}

  /** The whole plan, also where this is the dossier of a shard. */
  public ReleasePlan plan() {
    return plan;
  }

  public Optional<Shard> shard() {
    return shard;
  }

  /** The schema by which the version that began it wrote its plan. */
  String planSchema() {
    return planSchema;
  }

  Journal journal() {
    return journal;
  }

  Path folder() {
    return folder;
  }

  public boolean writable() {
    return Files.isWritable(folder);
  }

  public Instant started() {
    return journal.entries().get(0).at();
  }

  /**
   * Waivers are held against the day of the run, so that judging again gives the same; where shards
   * ran on several days, against the last, so that none comes to life again.
   */
  public LocalDate dayOfWaivers() {
    return LocalDate.ofInstant(lastStarted(), ZoneOffset.UTC);
  }

  /** When the last of its shards began; of a run that was not shared, when it began. */
  Instant lastStarted() {
    return journal.entries().stream()
        .filter(entry -> entry.event().equals(JournalEvents.SHARD))
        .map(Journal.Entry::at)
        .reduce(started(), (earlier, later) -> later.isAfter(earlier) ? later : earlier);
  }

  /** The name of this very run, plain, and the same when it is resumed. */
  public String errand() throws IOException {
    String mark = Files.readString(folder.resolve(LOCK)) + journal.entries().get(0).chain();
    return Digest.of(mark.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 16);
  }

  /** When the last trial ended; the start where there was none. */
  public Instant finished() {
    return journal.entries().stream()
        .filter(entry -> entry.event().equals(JournalEvents.TRIAL))
        .map(Journal.Entry::at)
        .reduce(started(), (earlier, later) -> later.isAfter(earlier) ? later : earlier);
  }

  public List<KeptEngine> engines() {
    return plan.cells().stream()
        .map(planned -> Optional.ofNullable(engines.get(planned.cell().id())))
        .flatMap(Optional::stream)
        .toList();
  }

  public Optional<KeptEngine> engine(Cell cell) {
    return Optional.ofNullable(engines.get(cell.id()));
  }

  public Optional<Trial> trial(Cell cell, String board) {
    return Optional.ofNullable(trials.get(DossierPaths.trial(cell, board)));
  }

  public Path references(String model) {
    return folder.resolve(DossierPaths.references(model));
  }

  public Path trialFolder(Cell cell, String board) {
    return folder.resolve(DossierPaths.trial(cell, board));
  }

  /** What lies here and counts for nothing, for whoever may believe that it does. */
  public List<String> remarks() throws IOException {
    ReleasePlan part = shard.map(one -> plan.on(one.boards())).orElse(plan);
    return new UnnamedDossierFiles(folder, journal, part, trials.values()).remarks();
  }

  public boolean hasReferences(String model) {
    return journal.entries().stream()
        .anyMatch(
            entry -> entry.event().equals(JournalEvents.GOLDEN) && entry.subject().equals(model));
  }

  /** The reference outputs travel with the dossier: judging needs no golden set. */
  public void keepReferences(String model, Path references) throws IOException {
    String name = DossierPaths.references(model);
    AtomicFile.copy(references, folder.resolve(name));
    record(JournalEvents.GOLDEN, model, List.of(name));
  }

  /** How a variant came to be, once for each; a run that is resumed finds it there. */
  public void keepVariant(String name, String account) throws IOException {
    boolean told =
        journal.entries().stream()
            .anyMatch(
                entry ->
                    entry.event().equals(JournalEvents.VARIANT) && entry.subject().equals(name));
    if (!told) {
      String file = DossierPaths.variant(name);
      AtomicFile.write(folder.resolve(file), account);
      record(JournalEvents.VARIANT, name, List.of(file));
    }
  }

  public synchronized KeptEngine keepEngine(Cell cell, Engine engine, Path file)
      throws IOException {
    String bytes = DossierPaths.engine(cell, plan);
    String recipe = DossierPaths.recipe(cell);
    Path kept = folder.resolve(bytes);
    AtomicFile.copy(file, kept);
    // The bytes had their digest when they were made; that these are the same ones is all it takes.
    if (Files.mismatch(file, kept) >= 0) {
      throw new IOException(
          kept + " is not what was written; check the disk, then run again with --resume");
    }
    AtomicFile.write(folder.resolve(recipe), json.page(ENGINE_SCHEMA, engine));
    Map<String, Digest> files =
        Map.of(bytes, engine.digest(), recipe, FileDigest.of(folder.resolve(recipe)));
    journal.append(
        JournalEvents.ENGINE, cell.id(), clock.instant().truncatedTo(ChronoUnit.MILLIS), files);
    KeptEngine taken = new KeptEngine(cell, engine, kept);
    engines.put(cell.id(), taken);
    return taken;
  }

  /** Whether someone set out to measure this, and nothing says how it ended. */
  public boolean begun(Cell cell, String board) {
    return trial(cell, board).isEmpty() && Files.isDirectory(trialFolder(cell, board));
  }

  /** A fresh folder for a trial: whatever an unfinished one left there goes. */
  public Path clearTrial(Cell cell, String board) throws IOException {
    Path fresh = trialFolder(cell, board);
    FileTrees.delete(fresh);
    trials.remove(DossierPaths.trial(cell, board));
    return Files.createDirectories(fresh);
  }

  /** Of a trial that came to nothing only the logs stay: its trouble sends people there. */
  public void clearEvidence(Cell cell, String board) throws IOException {
    trials.remove(DossierPaths.trial(cell, board));
    Path left = Files.createDirectories(trialFolder(cell, board));
    try (Stream<Path> files = Files.list(left)) {
      for (Path file : files.filter(file -> !file.toString().endsWith(".log")).toList()) {
        FileTrees.delete(file);
      }
    }
  }

  /** From here on the trial counts, and is not run again. */
  public void finish(Trial trial) throws IOException {
    finish(trial, clock.instant());
  }

  void finish(Trial trial, Instant at) throws IOException {
    String name = DossierPaths.trial(trial.cell(), trial.board());
    AtomicFile.write(folder.resolve(name).resolve("trial.json"), json.page(TRIAL_SCHEMA, trial));
    record(JournalEvents.TRIAL, name, FileTrees.files(folder, folder.resolve(name)), at);
    trials.put(name, trial);
  }

  public void keepJudged(JudgedRelease release) throws IOException {
    String page = json.page(JUDGED_SCHEMA, release);
    Path file = folder.resolve(JUDGED);
    // Judging again gives the same bytes: then there is nothing to tell.
    boolean same = Files.exists(file) && Files.readString(file).equals(page);
    boolean told =
        journal.entries().stream().anyMatch(entry -> entry.event().equals(JournalEvents.JUDGED));
    if (!same || !told) {
      AtomicFile.write(file, page);
      record(JournalEvents.JUDGED, plan.release(), List.of(JUDGED));
    }
  }

  /** Whether somebody judged it already. */
  public boolean wasJudged() {
    return Files.exists(folder.resolve(JUDGED));
  }

  /** The judgement that stands, if it is the very one that was written last. */
  public JudgedRelease judged() throws RefusedException {
    Path file = folder.resolve(JUDGED);
    try {
      byte[] bytes = Files.readAllBytes(file);
      boolean vouchedFor =
          journal.entries().stream()
              .filter(entry -> entry.event().equals(JournalEvents.JUDGED))
              .reduce((earlier, later) -> later)
              .filter(entry -> Digest.of(bytes).equals(entry.files().get(JUDGED)))
              .isPresent();
      if (!vouchedFor) {
        throw new IOException("it was changed after it was written");
      }
      return json.read(
          JUDGED_SCHEMA, JudgedRelease.class, new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException | DossierJson.MalformedException e) {
      throw new RefusedException(
          Problem.in(
              file.toString(),
              "cannot be drawn: " + e.getMessage(),
              "'gantry judge' makes it again from the evidence"));
    }
  }

  @Override
  public void close() throws IOException {
    try {
      lock.close();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private void record(String event, String subject, List<String> names) throws IOException {
    record(event, subject, names, clock.instant());
  }

  private void record(String event, String subject, List<String> names, Instant at)
      throws IOException {
    SortedMap<String, Digest> files = new TreeMap<>();
    for (String name : names) {
      AtomicFile.sync(folder.resolve(name));
      files.put(name, FileDigest.of(folder.resolve(name)));
    }
    journal.append(event, subject, at.truncatedTo(ChronoUnit.MILLIS), files);
  }
}
