package dev.gantry.targets;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RigException;
import dev.gantry.runner.FileDigest;
import dev.gantry.runner.wire.RunnerLine;
import dev.gantry.targets.link.RackTrouble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files to a board and from it, each believed only by its digest, each cut begun again. */
final class Supply {
  private final Mooring mooring;

  Supply(Mooring mooring) {
    this.mooring = mooring;
  }

  /** Brings the cargo unless it is there; says how much travelled. */
  ByteCount bring(String what, Cargo cargo) throws RigException {
    return bring(what, List.of(cargo));
  }

  /** Brings what is not there, the small ones together. */
  ByteCount bring(String what, Collection<Cargo> cargos) throws RigException {
    List<Cargo> missing =
        mooring.persist("the look at the store", link -> missing(new BoardStore(link), cargos));
    if (missing.isEmpty()) {
      return ByteCount.ZERO;
    }
    mooring.persist("the push of " + what, link -> push(new BoardStore(link), what, missing));
    return size(missing);
  }

  /** After a link that was lost, what had arrived whole before does not travel again. */
  private boolean push(BoardStore store, String what, List<Cargo> cargos) throws RigException {
    List<Cargo> left = missing(store, cargos);
    long total = size(left).bytes();
    tell("push " + what, 0, total);
    store.pushAll(left, done -> tell("push " + what, done, total), mooring.guide().cancelled());
    return true;
  }

  private static List<Cargo> missing(BoardStore store, Collection<Cargo> cargos)
      throws RigException {
    Map<Digest, Cargo> missing = new LinkedHashMap<>();
    cargos.forEach(cargo -> missing.put(cargo.digest(), cargo));
    missing.keySet().removeAll(store.have(List.copyOf(missing.keySet())));
    return List.copyOf(missing.values());
  }

  private static ByteCount size(List<Cargo> cargos) {
    return cargos.stream().map(Cargo::size).reduce(ByteCount.ZERO, ByteCount::plus);
  }

  /** False where other bytes arrived than were written. */
  boolean fetched(String from, RunnerLine.Wrote file, Path to) throws RigException {
    mooring.persist(
        "the fetch of " + file.name(),
        link -> {
          link.files().fetch(from, to, done -> {});
          return true;
        });
    try {
      return FileDigest.of(to).equals(file.digest());
    } catch (IOException e) {
      throw RackTrouble.at(
          mooring.board(), "cannot read " + to.getFileName() + " back", "try again", e);
    }
  }

  RigException damaged(RunnerLine.Wrote file) {
    return RackTrouble.at(
        mooring.board(),
        file.name() + " arrived damaged: the board wrote " + file.digest() + ", and has it no more",
        "check the board's storage and its link, then run again with --resume");
  }

  private void tell(String what, long done, long total) {
    mooring
        .guide()
        .progress()
        .accept(
            new Progress(
                Progress.Stage.VISIT, mooring.board(), what, done, total, Progress.Measure.BYTES));
  }
}
