package dev.gantry.targets.store;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.SshLink;
import dev.gantry.targets.link.TransferResult;
import dev.gantry.targets.link.TreeFile;
import dev.gantry.targets.link.command.CompletedCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** The content-addressed store on a board: what is there and whole does not travel again. */
public final class BoardStore {
  public static final String FOLDER = ".gantry/store";
  private static final Duration QUICK = Duration.ofSeconds(60);

  /** Up to here, files travel together; beyond, each alone, where progress is seen better. */
  private static final ByteCount SMALL = new ByteCount(8 << 20);

  /** The slowest storage that is still worth waiting for while it hashes. */
  private static final long BYTES_A_SECOND = 8 << 20;

  private final SshLink link;

  public BoardStore(SshLink link) {
    this.link = link;
  }

  public static String path(Digest digest) {
    return FOLDER + "/" + digest.hex();
  }

  /** What of this is there; a file that was changed does not count as there. */
  public Set<Digest> have(Collection<Digest> wanted) throws RigException {
    return new StoreInventory(link, FOLDER).of(wanted);
  }

  public TransferResult push(StoredFile storedFile, LongConsumer progress) throws RigException {
    return push(storedFile, progress, () -> false);
  }

  public TransferResult push(
      StoredFile storedFile, LongConsumer progress, BooleanSupplier cancelled) throws RigException {
    new FreeSpace(link, FOLDER).require(storedFile.size());
    String part = path(storedFile.digest()) + ".part";
    try {
      return send(storedFile, part, progress, cancelled);
    } catch (RigException | CancellationException e) {
      forget(part);
      throw e;
    }
  }

  /** Many at once, of which nothing may be there yet; the small ones in one stream. */
  public TransferResult pushAll(
      Collection<StoredFile> storedFiles, LongConsumer progress, BooleanSupplier cancelled)
      throws RigException {
    Map<Digest, StoredFile> once = new LinkedHashMap<>();
    storedFiles.forEach(storedFile -> once.put(storedFile.digest(), storedFile));
    List<StoredFile> small = new ArrayList<>();
    List<StoredFile> large = new ArrayList<>();
    once.values()
        .forEach(
            storedFile ->
                (storedFile.size().compareTo(SMALL) <= 0 ? small : large).add(storedFile));
    TransferResult all = TransferResult.NOTHING;
    if (small.size() == 1) {
      large.add(small.remove(0));
    }
    if (!small.isEmpty()) {
      all = pushTogether(small, progress, cancelled);
    }
    for (StoredFile storedFile : large) {
      long before = all.size().bytes();
      all = all.plus(push(storedFile, done -> progress.accept(before + done), cancelled));
    }
    return all;
  }

  private TransferResult pushTogether(
      List<StoredFile> storedFiles, LongConsumer progress, BooleanSupplier cancelled)
      throws RigException {
    ByteCount size =
        storedFiles.stream().map(StoredFile::size).reduce(ByteCount.ZERO, ByteCount::plus);
    new FreeSpace(link, FOLDER).require(size);
    List<TreeFile> files =
        storedFiles.stream()
            .map(
                storedFile ->
                    new TreeFile(
                        storedFile.digest().hex(),
                        storedFile.size(),
                        Optional.of(storedFile.digest()),
                        () -> storedFile.source().open()))
            .toList();
    return link.trees().add(files, FOLDER, progress, cancelled).transferred();
  }

  private TransferResult send(
      StoredFile storedFile, String part, LongConsumer progress, BooleanSupplier cancelled)
      throws RigException {
    TransferResult transferred;
    try {
      transferred =
          link.files()
              .push(() -> storedFile.source().open(), storedFile.size(), part, progress, cancelled);
    } catch (IOException e) {
      throw RackTrouble.at(
          link.board(), "cannot read what should be pushed: " + e.getMessage(), "try again", e);
    }
    Duration hashing = QUICK.plusSeconds(storedFile.size().bytes() / BYTES_A_SECOND);
    CompletedCommand hashed =
        link.run(
            "cd \"$HOME\" && sum=$(sha256sum "
                + part
                + ") && echo \"$sum\" && case $sum in "
                + storedFile.digest().hex()
                + "*) mv -f "
                + part
                + " "
                + path(storedFile.digest())
                + ";; esac",
            hashing);
    String line = hashed.lines().isEmpty() ? "" : hashed.lines().get(0);
    if (!line.startsWith(storedFile.digest().hex())) {
      throw damaged(storedFile, "'" + line + "' " + hashed.complaint());
    }
    require(hashed, "the rename of " + part);
    return transferred;
  }

  private RigException damaged(StoredFile storedFile, String found) {
    return RackTrouble.at(
        link.board(),
        "a file arrived damaged: expected " + storedFile.digest() + ", the board has " + found,
        "check the board's storage and its link");
  }

  /** Half a file on a full disk would keep it full. */
  private void forget(String part) {
    try {
      if (link.alive()) {
        link.run("cd \"$HOME\" && rm -f " + part, QUICK);
      }
    } catch (RigException e) {
      // The trouble at hand says more; the next question removes the part.
    }
  }

  private void require(CompletedCommand completed, String what) throws RigException {
    if (!completed.ok()) {
      throw RackTrouble.at(
          link.board(),
          what + " failed on the board: " + completed.complaint(),
          "check rights and free space in ~/.gantry there");
    }
  }
}
