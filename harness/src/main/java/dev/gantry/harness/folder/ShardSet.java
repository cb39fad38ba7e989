package dev.gantry.harness.folder;

import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Engine;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Shard;
import dev.gantry.dossier.Sharding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The dossiers of shards that may be joined: of one plan, each once, with one engine a cell. */
final class ShardSet implements AutoCloseable {
  private final Map<Path, DossierFolder> opened;
  private final TreeMap<Integer, DossierFolder> shards = new TreeMap<>();
  private final List<Path> empty = new ArrayList<>();

  private ShardSet(Map<Path, DossierFolder> opened) {
    this.opened = opened;
  }

  /**
   * All that is wrong with any of them is told at once. A folder that is there and holds nothing is
   * of a shard that died before it began, and so counts as missing.
   */
  static ShardSet open(DossierFolders folders, List<Path> outs)
      throws RefusedException, IOException {
    List<Problem> problems = new ArrayList<>();
    Map<Path, DossierFolder> opened = new TreeMap<>();
    Set<Path> seen = new HashSet<>();
    ShardSet set = new ShardSet(opened);
    try {
      for (Path out : outs) {
        try {
          if (Files.exists(out) && !seen.add(out.toRealPath())) {
            problems.add(Problem.in(out.toString(), "is named twice", "name each shard once"));
          } else if (folders.diedBeforeItBegan(out)) {
            set.empty.add(out);
          } else {
            opened.put(out, folders.open(out));
          }
        } catch (RefusedException e) {
          problems.addAll(e.problems());
        }
      }
      for (Map.Entry<Path, DossierFolder> one : opened.entrySet()) {
        set.admit(one.getKey(), one.getValue()).ifPresent(problems::add);
      }
      problems.addAll(set.strangers());
      if (problems.isEmpty() && opened.isEmpty()) {
        problems.add(
            Problem.in(
                String.join(", ", outs.stream().map(Path::toString).toList()),
                "none of these folders holds a shard",
                "name the --out folders of 'gantry run --shard I/N'"));
      }
      if (problems.isEmpty()) {
        problems.addAll(set.quarrels());
      }
      if (!problems.isEmpty()) {
        throw new RefusedException(problems);
      }
      return set;
    } catch (RefusedException | IOException | RuntimeException e) {
      set.close();
      throw e;
    }
  }

  private Optional<Problem> admit(Path out, DossierFolder dossier) {
    Optional<Shard> shard = dossier.shard();
    if (shard.isEmpty()) {
      return Optional.of(
          Problem.in(
              out.toString(),
              "is no shard, it holds a whole release",
              "name the --out folders of 'gantry run --shard I/N'"));
    }
    DossierFolder other = shards.putIfAbsent(shard.get().number(), dossier);
    if (other == null) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.in(
            out.toString(),
            "is " + shard.get().words() + ", and so is " + out(other),
            "name the one that counts"));
  }

  Path out(DossierFolder dossier) {
    return opened.entrySet().stream()
        .filter(one -> one.getValue() == dossier)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** Those that are not of the plan, or not of the split, of the first. */
  private List<Problem> strangers() {
    List<Problem> problems = new ArrayList<>();
    if (shards.isEmpty()) {
      return problems;
    }
    DossierFolder first = shards.firstEntry().getValue();
    for (DossierFolder other : shards.values()) {
      if (!other.planSchema().equals(first.planSchema())) {
        problems.add(
            Problem.in(
                out(other).toString(),
                "was begun by another version of Gantry than "
                    + out(first)
                    + ": "
                    + other.planSchema()
                    + ", not "
                    + first.planSchema(),
                "merge shards of one release, rack and version of Gantry"));
      } else if (!other.plan().equals(first.plan())) {
        problems.add(
            Problem.in(
                out(other).toString(),
                "is of another plan than "
                    + out(first)
                    + ": "
                    + new PlanDifference(first.plan(), other.plan()).words(),
                "merge shards of one release, rack and version of Gantry"));
      } else if (!split(other)) {
        problems.add(
            Problem.in(
                out(other).toString(),
                "is "
                    + shard(other).words()
                    + " with boards "
                    + String.join(", ", shard(other).boards())
                    + ", which is no part of a split into "
                    + shard(first).of(),
                "run all shards with one N in --shard I/N, by one version of Gantry"));
      }
    }
    return problems;
  }

  private boolean split(DossierFolder dossier) {
    Shard shard = shard(dossier);
    try {
      return shard.of() == of() && Sharding.of(plan(), of()).shard(shard.number()).equals(shard);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Bytes that were tested must be the bytes that ship, so a cell has one engine. */
  private List<Problem> quarrels() throws IOException {
    List<Problem> problems = new ArrayList<>();
    Map<Cell, DossierFolder> first = new HashMap<>();
    for (DossierFolder dossier : shards.values()) {
      for (DossierFolder.KeptEngine kept : dossier.engines()) {
        DossierFolder before = first.putIfAbsent(kept.cell(), dossier);
        if (before != null) {
          Engine one = before.engine(kept.cell()).orElseThrow().engine();
          if (!one.digest().equals(kept.engine().digest())) {
            problems.add(
                Problem.in(
                    out(dossier).toString(),
                    "built another engine for "
                        + kept.cell()
                        + " ("
                        + kept.engine().digest().shortName()
                        + ") than "
                        + out(before)
                        + " ("
                        + one.digest().shortName()
                        + ")",
                    "run this kind of board in one shard, or on boards with one processor"));
          }
        }
      }
    }
    return problems;
  }

  /** Where a shard died before it began. */
  List<Path> empty() {
    return List.copyOf(empty);
  }

  ReleasePlan plan() {
    return shards.firstEntry().getValue().plan();
  }

  int of() {
    return shard(shards.firstEntry().getValue()).of();
  }

  List<DossierFolder> dossiers() {
    return List.copyOf(shards.values());
  }

  Optional<DossierFolder> dossier(int number) {
    return Optional.ofNullable(shards.get(number));
  }

  static Shard shard(DossierFolder dossier) {
    return dossier.shard().orElseThrow();
  }

  @Override
  public void close() throws IOException {
    for (DossierFolder dossier : opened.values()) {
      dossier.close();
    }
  }
}
