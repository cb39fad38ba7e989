package dev.gantry.targets;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.Completed;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.SshLink;
import dev.gantry.targets.link.Transferred;
import dev.gantry.targets.link.TreeFile;
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
final class BoardStore {
  static final String FOLDER = ".gantry/store";
  private static final Duration QUICK = Duration.ofSeconds(60);

  /** Up to here, files travel together; beyond, each alone, where progress is seen better. */
  private static final ByteCount SMALL = new ByteCount(8 << 20);

  /** The slowest storage that is still worth waiting for while it hashes. */
  private static final long BYTES_A_SECOND = 8 << 20;

  private final SshLink link;

  BoardStore(SshLink link) {
    this.link = link;
  }

  static String path(Digest digest) {
    return FOLDER + "/" + digest.hex();
  }

  /** What of this is there; a file that was changed does not count as there. */
  Set<Digest> have(Collection<Digest> wanted) throws RigException {
    return new Stocktaking(link, FOLDER).of(wanted);
  }

  Transferred push(Cargo cargo, LongConsumer progress) throws RigException {
    return push(cargo, progress, () -> false);
  }

  Transferred push(Cargo cargo, LongConsumer progress, BooleanSupplier cancelled)
      throws RigException {
    new FreeSpace(link, FOLDER).require(cargo.size());
    String part = path(cargo.digest()) + ".part";
    try {
      return send(cargo, part, progress, cancelled);
    } catch (RigException | CancellationException e) {
      forget(part);
      throw e;
    }
  }

  /** Many at once, of which nothing may be there yet; the small ones in one stream. */
  Transferred pushAll(Collection<Cargo> cargos, LongConsumer progress, BooleanSupplier cancelled)
      throws RigException {
    Map<Digest, Cargo> once = new LinkedHashMap<>();
    cargos.forEach(cargo -> once.put(cargo.digest(), cargo));
    List<Cargo> small = new ArrayList<>();
    List<Cargo> large = new ArrayList<>();
    once.values().forEach(cargo -> (cargo.size().compareTo(SMALL) <= 0 ? small : large).add(cargo));
    Transferred all = Transferred.NOTHING;
    if (small.size() == 1) {
      large.add(small.remove(0));
    }
    if (!small.isEmpty()) {
      all = pushTogether(small, progress, cancelled);
    }
    for (Cargo cargo : large) {
      long before = all.size().bytes();
      all = all.plus(push(cargo, done -> progress.accept(before + done), cancelled));
    }
    return all;
  }

  private Transferred pushTogether(
      List<Cargo> cargos, LongConsumer progress, BooleanSupplier cancelled) throws RigException {
    ByteCount size = cargos.stream().map(Cargo::size).reduce(ByteCount.ZERO, ByteCount::plus);
    new FreeSpace(link, FOLDER).require(size);
    List<TreeFile> files =
        cargos.stream()
            .map(
                cargo ->
                    new TreeFile(
                        cargo.digest().hex(),
                        cargo.size(),
                        Optional.of(cargo.digest()),
                        () -> cargo.source().open()))
            .toList();
    return link.trees().add(files, FOLDER, progress, cancelled).transferred();
  }

  private Transferred send(
      Cargo cargo, String part, LongConsumer progress, BooleanSupplier cancelled)
      throws RigException {
    Transferred transferred;
    try {
      transferred =
          link.files().push(() -> cargo.source().open(), cargo.size(), part, progress, cancelled);
    } catch (IOException e) {
      throw RackTrouble.at(
          link.board(), "cannot read what should be pushed: " + e.getMessage(), "try again", e);
    }
    Duration hashing = QUICK.plusSeconds(cargo.size().bytes() / BYTES_A_SECOND);
    Completed hashed =
        link.run(
            "cd \"$HOME\" && sum=$(sha256sum "
                + part
                + ") && echo \"$sum\" && case $sum in "
                + cargo.digest().hex()
                + "*) mv -f "
                + part
                + " "
                + path(cargo.digest())
                + ";; esac",
            hashing);
    String line = hashed.lines().isEmpty() ? "" : hashed.lines().get(0);
    if (!line.startsWith(cargo.digest().hex())) {
      throw damaged(cargo, "'" + line + "' " + hashed.complaint());
    }
    require(hashed, "the rename of " + part);
    return transferred;
  }

  private RigException damaged(Cargo cargo, String found) {
    return RackTrouble.at(
        link.board(),
        "a file arrived damaged: expected " + cargo.digest() + ", the board has " + found,
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

  private void require(Completed completed, String what) throws RigException {
    if (!completed.ok()) {
      throw RackTrouble.at(
          link.board(),
          what + " failed on the board: " + completed.complaint(),
          "check rights and free space in ~/.gantry there");
    }
  }
}
