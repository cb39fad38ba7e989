package dev.gantry.targets;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RigException;
import dev.gantry.files.FileDigest;
import dev.gantry.runner.wire.RunnerLine;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.store.BoardStore;
import dev.gantry.targets.store.StoredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files to a board and from it, each believed only by its digest, each cut begun again. */
final class FileTransfers {
  private final BoardSession session;

  FileTransfers(BoardSession session) {
    this.session = session;
  }

  /** Brings the file to the board unless it is there; says how much travelled. */
  ByteCount bring(String what, StoredFile storedFile) throws RigException {
    return bring(what, List.of(storedFile));
  }

  /** Brings what is not there, the small ones together. */
  ByteCount bring(String what, Collection<StoredFile> storedFiles) throws RigException {
    List<StoredFile> missing =
        session.persist(
            "the look at the store", link -> missing(new BoardStore(link), storedFiles));
    if (missing.isEmpty()) {
      return ByteCount.ZERO;
    }
    session.persist("the push of " + what, link -> push(new BoardStore(link), what, missing));
    return size(missing);
  }

  /** After a link that was lost, what had arrived whole before does not travel again. */
  private boolean push(BoardStore store, String what, List<StoredFile> storedFiles)
      throws RigException {
    List<StoredFile> left = missing(store, storedFiles);
    long total = size(left).bytes();
    tell("push " + what, 0, total);
    store.pushAll(left, done -> tell("push " + what, done, total), session.options().cancelled());
    return true;
  }

  private static List<StoredFile> missing(BoardStore store, Collection<StoredFile> storedFiles)
      throws RigException {
    Map<Digest, StoredFile> missing = new LinkedHashMap<>();
    storedFiles.forEach(storedFile -> missing.put(storedFile.digest(), storedFile));
    missing.keySet().removeAll(store.have(List.copyOf(missing.keySet())));
    return List.copyOf(missing.values());
  }

  private static ByteCount size(List<StoredFile> storedFiles) {
    return storedFiles.stream().map(StoredFile::size).reduce(ByteCount.ZERO, ByteCount::plus);
  }

  /** False where other bytes arrived than were written. */
  boolean fetched(String from, RunnerLine.Wrote file, Path to) throws RigException {
    session.persist(
        "the fetch of " + file.name(),
        link -> {
          link.files().fetch(from, to, done -> {});
          return true;
        });
    try {
      return FileDigest.of(to).equals(file.digest());
    } catch (IOException e) {
      throw RackTrouble.at(
          session.board(), "cannot read " + to.getFileName() + " back", "try again", e);
    }
  }

  RigException damaged(RunnerLine.Wrote file) {
    return RackTrouble.at(
        session.board(),
        file.name() + " arrived damaged: the board wrote " + file.digest() + ", and has it no more",
        "check the board's storage and its link, then run again with --resume");
  }

  private void tell(String what, long done, long total) {
    session
        .options()
        .progress()
        .accept(
            new Progress(
                Progress.Stage.VISIT, session.board(), what, done, total, Progress.Measure.BYTES));
  }
}
