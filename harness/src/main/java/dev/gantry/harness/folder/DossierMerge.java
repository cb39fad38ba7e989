package dev.gantry.harness.folder;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Shard;
import dev.gantry.dossier.Sharding;
import dev.gantry.dossier.Trial;
import dev.gantry.dossier.Trouble;
import dev.gantry.files.AtomicFile;
import dev.gantry.files.FileDigest;
import dev.gantry.files.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Shards of one plan as one dossier. What their journals vouch for is copied and held against the
 * digests once more; what no shard has is abandoned there, by name, so that every report tells it.
 */
public final class DossierMerge {
  /**
   * What one dossier of a release needs once; accounts of variants may differ in what was cached.
   */
  private static final Set<String> COMMON =
      Set.of(JournalEvents.GOLDEN, JournalEvents.VARIANT, JournalEvents.ENGINE);

  private final DossierFolders folders;

  public DossierMerge(DossierFolders folders) {
    this.folders = folders;
  }

  /** The same shards give the same dossier, whenever they are merged. */
  public DossierFolder merge(List<Path> outs, Path into, Consumer<String> note)
      throws RefusedException, IOException {
    requireFree(outs, into);
    boolean there = Files.exists(into);
    try (ShardSet shards = ShardSet.open(folders, outs)) {
      shards.empty().forEach(out -> note.accept(out + " holds no dossier: counted as missing"));
      for (DossierFolder part : shards.dossiers()) {
        part.remarks().forEach(remark -> note.accept(shards.out(part) + ": " + remark));
      }
      Instant started =
          shards.dossiers().stream()
              .map(DossierFolder::started)
              .min(Comparator.naturalOrder())
              .orElseThrow();
      DossierFolder whole = folders.begin(into, shards.plan(), Optional.empty(), started);
      try {
        new Joining(shards, whole).join();
      } catch (RefusedException | IOException | RuntimeException e) {
        whole.close();
        FileTrees.delete(there ? whole.folder() : into);
        throw e;
      }
      whole.close();
    }
    return folders.open(into);
  }

  private static void requireFree(List<Path> outs, Path into) throws RefusedException, IOException {
    if (Files.exists(into) && !(Files.isDirectory(into) && FileTrees.isEmpty(into))) {
      throw new RefusedException(
          Problem.in(
              into.toString(),
              "is there already and not empty",
              "name another folder for --out, or remove what an earlier merge left there"));
    }
    Path target = real(into);
    for (Path out : outs) {
      if (target.startsWith(real(out)) || real(out).startsWith(target)) {
        throw new RefusedException(
            Problem.in(
                into.toString(),
                "and " + out + " lie one in the other",
                "name a folder for --out beside the shards"));
      }
    }
  }

  /** Also of what is not there yet. */
  private static Path real(Path path) throws IOException {
    Path whole = path.toAbsolutePath().normalize();
    if (Files.exists(whole)) {
      return whole.toRealPath();
    }
    Path parent = whole.getParent();
    return parent == null ? whole : real(parent).resolve(whole.getFileName().toString());
  }

  /** One merge under way. */
  private record Joining(ShardSet shards, DossierFolder whole, Set<String> copied) {
    Joining(ShardSet shards, DossierFolder whole) {
      this(shards, whole, new HashSet<>());
    }

    void join() throws RefusedException, IOException {
      for (DossierFolder part : shards.dossiers()) {
        origin(part);
        for (Journal.Entry entry : part.journal().latest()) {
          boolean trial = entry.event().equals(JournalEvents.TRIAL) && standing(part, entry);
          boolean fresh =
              COMMON.contains(entry.event()) && copied.add(entry.event() + " " + entry.subject());
          if (trial || fresh) {
            copy(part, entry);
          }
        }
      }
      abandonTheRest();
    }

    /** Where the parts come from: the journal of each shard stays beside ours. */
    private void origin(DossierFolder part) throws IOException {
      Shard shard = ShardSet.shard(part);
      String name = "shards/" + shard.number() + "-of-" + shard.of() + ".jsonl";
      Path file = whole.folder().resolve(name);
      AtomicFile.copy(part.folder().resolve(DossierFolder.JOURNAL), file);
      whole
          .journal()
          .append(
              JournalEvents.SHARD,
              shard.words(),
              part.started(),
              Map.of(name, FileDigest.of(file)));
    }

    /** Of a trial that is gone, or that another shard is for, nothing is taken. */
    private boolean standing(DossierFolder part, Journal.Entry entry) {
      return whole.plan().on(ShardSet.shard(part).boards()).cells().stream()
          .flatMap(cell -> cell.boards().stream().map(board -> part.trial(cell.cell(), board)))
          .flatMap(Optional::stream)
          .anyMatch(
              trial -> DossierPaths.trial(trial.cell(), trial.board()).equals(entry.subject()));
    }

    private void copy(DossierFolder part, Journal.Entry entry)
        throws RefusedException, IOException {
      for (Map.Entry<String, Digest> file : entry.files().entrySet()) {
        requirePlace(part, entry, file.getKey());
        Path from = part.folder().resolve(file.getKey());
        Path to = whole.folder().resolve(file.getKey());
        AtomicFile.copy(from, to);
        if (!FileDigest.of(to).equals(file.getValue())) {
          throw new RefusedException(
              Problem.in(from.toString(), "changed while it was copied", "merge again"));
        }
      }
      whole
          .journal()
          .append(entry.event(), entry.subject(), entry.at(), new TreeMap<>(entry.files()));
    }

    /** A file goes where its line belongs, and nowhere else. */
    private void requirePlace(DossierFolder part, Journal.Entry entry, String file)
        throws RefusedException {
      boolean fits =
          switch (entry.event()) {
            case JournalEvents.GOLDEN -> file.equals(DossierPaths.references(entry.subject()));
            case JournalEvents.VARIANT -> file.equals(DossierPaths.variant(entry.subject()));
            case JournalEvents.ENGINE -> file.startsWith("engines/" + entry.subject() + "/");
            default -> file.startsWith(entry.subject() + "/");
          };
      if (!fits) {
        throw new RefusedException(
            Problem.in(
                part.folder().resolve(DossierFolder.JOURNAL).toString(),
                "names " + file + " for " + entry.event() + " " + entry.subject(),
                "use an untouched copy of the dossier"));
      }
    }

    private void abandonTheRest() throws RefusedException, IOException {
      Instant finished =
          shards.dossiers().stream()
              .map(DossierFolder::finished)
              .max(Comparator.naturalOrder())
              .orElseThrow();
      for (Shard shard : Sharding.of(whole.plan(), shards.of()).shards()) {
        Optional<DossierFolder> part = shards.dossier(shard.number());
        ReleasePlan plan = whole.plan().on(shard.boards());
        for (PlannedCell cell : plan.cells()) {
          List<String> without =
              cell.boards().stream()
                  .filter(board -> part.flatMap(one -> one.trial(cell.cell(), board)).isEmpty())
                  .toList();
          boolean lacking = cell.boards().size() - without.size() < cell.units();
          for (String board : lacking ? without : List.<String>of()) {
            abandon(cell, board, finished, trouble(shard, part.isPresent()));
          }
        }
      }
    }

    private static Trouble trouble(Shard shard, boolean present) {
      String run = "'gantry run … --shard " + shard.number() + "/" + shard.of();
      return present
          ? new Trouble(
              Blame.TOOLCHAIN,
              shard.words(),
              "ended before it was through, and holds no trial of this",
              "go on with it by " + run + " --resume', then merge again")
          : new Trouble(
              Blame.TOOLCHAIN,
              shard.words(),
              "is missing, with boards " + String.join(", ", shard.boards()),
              "run it by " + run + "', then merge again");
    }

    private void abandon(PlannedCell cell, String board, Instant at, Trouble trouble)
        throws IOException {
      Trial trial =
          new Trial.Abandoned(cell.cell(), board, whole.plan().simulated(board), at, at, trouble);
      whole.finish(trial, at);
    }
  }
}
