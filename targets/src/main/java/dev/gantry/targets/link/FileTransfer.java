package dev.gantry.targets.link;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpException;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.RigException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Files to and from a board over SFTP, each over a channel of its own. Paths start at the home. */
public final class FileTransfer {
  /** A keepalive tells of a dead link; this is for a server that answers and does nothing. */
  static final Duration STALL = Duration.ofSeconds(20);

  private static final int CONNECT_MS = 10_000;

  // What is under way at once is what bounds the speed of a long link.
  private static final int REQUESTS_IN_FLIGHT = 128;
  private static final int WINDOW = 8 << 20;
  private static final ByteCount STRIPED = new ByteCount(32 << 20);

  private final SshLink link;

  FileTransfer(SshLink link) {
    this.link = link;
  }

  public TransferResult push(InputStream from, String to, LongConsumer progress)
      throws RigException {
    return push(from, to, progress, () -> false);
  }

  /** Leaves half a file where it is cancelled midway. */
  public TransferResult push(
      InputStream from, String to, LongConsumer progress, BooleanSupplier cancelled)
      throws RigException {
    return transfer(
        "the push of " + to,
        progress,
        cancelled,
        (channel, monitor) -> channel.put(from, to, monitor, ChannelSftp.OVERWRITE));
  }

  /** For a source that can be read from more than once: a large one goes twice as fast. */
  public TransferResult push(
      TreeFile.Bytes from,
      ByteCount size,
      String to,
      LongConsumer progress,
      BooleanSupplier cancelled)
      throws RigException, IOException {
    if (size.compareTo(STRIPED) < 0) {
      try (InputStream stream = from.open()) {
        return push(stream, to, progress, cancelled);
      }
    }
    String what = "the push of " + to;
    try (OpenChannel<ChannelSftp> other = open(what)) {
      return transfer(
          what,
          progress,
          cancelled,
          (channel, meter) ->
              new StripedTransfer(from, size.bytes(), to, meter).push(channel, other.channel()));
    }
  }

  public TransferResult fetch(String from, Path to, LongConsumer progress) throws RigException {
    return transfer(
        "the fetch of " + from,
        progress,
        () -> false,
        (channel, monitor) -> {
          try (OutputStream stream = Files.newOutputStream(to)) {
            channel.get(from, stream, monitor);
          }
        });
  }

  private TransferResult transfer(
      String what, LongConsumer progress, BooleanSupplier cancelled, Work work)
      throws RigException {
    long start = System.nanoTime();
    try (OpenChannel<ChannelSftp> open = open(what);
        StallWatchdog watchdog = link.watchdog(STALL)) {
      TransferMeter meter = new TransferMeter(progress, cancelled, watchdog);
      try {
        work.with(open.channel(), meter);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException();
      } catch (JSchException | SftpException | IOException e) {
        throw trouble(what, watchdog, e);
      }
      if (meter.cancelled()) {
        throw new CancellationException();
      }
      return TransferResult.since(start, meter.done());
    }
  }

  private OpenChannel<ChannelSftp> open(String what) throws RigException {
    return link.opened(
        "sftp",
        ChannelSftp.class,
        what,
        open -> {
          open.channel().setBulkRequests(REQUESTS_IN_FLIGHT);
          open.channel().setLocalWindowSizeMax(WINDOW);
          open.channel().connect(CONNECT_MS);
          return open;
        });
  }

  private RigException trouble(String what, StallWatchdog watchdog, Exception cause) {
    if (watchdog.barked()) {
      return LostLink.stalled(link.board(), what, STALL, cause);
    }
    if (link.gone(cause)) {
      return link.lost(what, cause);
    }
    return RackTrouble.at(
        link.board(),
        what + " failed: " + cause.getMessage(),
        "check free space and rights in ~/.gantry on the board",
        cause);
  }

  private interface Work {
    void with(ChannelSftp channel, TransferMeter meter)
        throws JSchException, SftpException, IOException, InterruptedException;
  }
}
