package dev.gantry.targets.link;

import dev.gantry.dossier.Digest;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.command.CompletedCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/** Many files to a board at once, in one stream. All of them arrive as they were sent, or none. */
public final class TreeTransfer {
  private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9._][A-Za-z0-9._/-]{0,200}");
  private static final Duration AFTERWARDS = Duration.ofMinutes(1);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(10);

  /** The slowest storage that is still worth waiting for while it hashes. */
  private static final long BYTES_A_SECOND = 8 << 20;

  private final SshLink link;

  TreeTransfer(SshLink link) {
    this.link = link;
  }

  /** Holds what arrived, and how fast. */
  public record Arrived(Map<String, Digest> digests, TransferResult transferred) {
    public Arrived {
      digests = Map.copyOf(digests);
    }
  }

  /** Makes the folder anew, in the home: what was in one of that name is gone. */
  public Arrived push(
      Collection<TreeFile> files, String folder, LongConsumer progress, BooleanSupplier cancelled)
      throws RigException {
    requirePlain(folder);
    String land = "rm -rf " + folder + " && mv " + folder + ".part " + folder;
    return push(files, folder, new Landing(folder + ".part", land), progress, cancelled);
  }

  /** Lays the files, all in one layer, beside what is in a folder of the home already. */
  public Arrived add(
      Collection<TreeFile> files, String folder, LongConsumer progress, BooleanSupplier cancelled)
      throws RigException {
    requirePlain(folder);
    String part = folder + "/incoming";
    String land = "( cd " + part + " && find . -type f -exec mv -f -t .. {} + ) && rmdir " + part;
    return push(files, folder, new Landing(part, land), progress, cancelled);
  }

  /**
   * Says where files are until all of them are found whole, and how they get to their place then.
   */
  private record Landing(String part, String command) {}

  private static void requirePlain(String folder) {
    if (!FOLDER.matcher(folder).matches() || folder.contains("..")) {
      throw new IllegalArgumentException("'" + folder + "' is no folder to push to");
    }
  }

  private Arrived push(
      Collection<TreeFile> files,
      String folder,
      Landing landing,
      LongConsumer progress,
      BooleanSupplier cancelled)
      throws RigException {
    String what = "the push of " + files.size() + " files to " + folder;
    long start = System.nanoTime();
    try (RemoteProcess process = link.start(what, unpack(landing))) {
      Sent sent = send(process, what, files, progress, cancelled);
      List<String> said = new ArrayList<>();
      int status = process.readLines(said::add, limit(sent));
      CompletedCommand completed = new CompletedCommand(status, said, process.errors());
      if (sent.failure().isPresent()) {
        throw failure(what, sent.failure().get(), completed.complaint());
      }
      if (!completed.ok()) {
        throw failure(what, new IOException("it did not arrive whole"), completed.complaint());
      }
      return new Arrived(sent.digests(), TransferResult.since(start, sent.bytes()));
    }
  }

  /** Holds what was sent. A failure here still waits for the board to clear away what it got. */
  private record Sent(Map<String, Digest> digests, long bytes, Optional<Exception> failure) {}

  private Sent send(
      RemoteProcess process,
      String what,
      Collection<TreeFile> files,
      LongConsumer progress,
      BooleanSupplier cancelled)
      throws RigException {
    try (StallWatchdog watchdog = link.watchdog(FileTransfer.STALL)) {
      TransferMeter meter = new TransferMeter(progress, cancelled, watchdog);
      Map<String, Digest> digests = Map.of();
      Optional<Exception> failure = Optional.empty();
      try {
        TreeStream stream = new TreeStream(process.input(), meter);
        for (TreeFile file : files) {
          stream.add(file);
        }
        digests = stream.finish();
      } catch (IOException | CancellationException e) {
        failure = Optional.of(e);
      }
      process.closeInput();
      if (watchdog.barked()) {
        throw LostLink.stalled(
            link.board(), what, FileTransfer.STALL, failure.orElseGet(IOException::new));
      }
      return new Sent(digests, meter.done(), failure);
    }
  }

  private RigException failure(String what, Exception cause, String board) {
    if (cause instanceof CancellationException cancelled) {
      throw cancelled;
    }
    if (link.gone(cause)) {
      return link.lost(what, cause);
    }
    return RackTrouble.at(
        link.board(),
        what
            + " failed: "
            + cause.getMessage()
            + (board.isEmpty() ? "" : "; the board says: " + board),
        "check free space and rights in ~/.gantry on the board, and that it has tar and sha256sum",
        cause);
  }

  private static Duration limit(Sent sent) {
    return sent.failure().isPresent()
        ? AFTER_A_FAILURE
        : AFTERWARDS.plusSeconds(sent.bytes() / BYTES_A_SECOND);
  }

  // -o and -m: as the user who logs in, now. A board's clock is often wrong, and tar would warn.
  private static String unpack(Landing landing) {
    String part = landing.part();
    return "cd \"$HOME\" && rm -rf "
        + part
        + " && mkdir -p "
        + part
        + " && { tar -xomf - -C "
        + part
        + " > /dev/null && ( cd "
        + part
        + " && sha256sum --quiet -c "
        + TreeStream.SUMS
        + " && rm -f "
        + TreeStream.SUMS
        + " ) && "
        + landing.command()
        + " || { rm -rf "
        + part
        + "; exit 1; }; }";
  }
}
