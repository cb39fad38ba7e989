package dev.gantry.targets.link;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpException;
import com.jcraft.jsch.SftpProgressMonitor;
import dev.gantry.dossier.RigException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Files to and from a board over SFTP, each over a channel of its own. Paths start at the home. */
public final class FileTransfer {
  private static final int CONNECT_MS = 10_000;
  private static final int REQUESTS_IN_FLIGHT = 64;
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private final SshLink link;

  FileTransfer(SshLink link) {
    this.link = link;
  }

  public void push(InputStream from, String to, LongConsumer progress) throws RigException {
    transfer(
        "push of " + to,
        channel -> channel.put(from, to, monitor(progress), ChannelSftp.OVERWRITE));
  }

  public void fetch(String from, Path to, LongConsumer progress) throws RigException {
    transfer(
        "fetch of " + from,
        channel -> {
          try (OutputStream stream = Files.newOutputStream(to)) {
            channel.get(from, stream, monitor(progress));
          }
        });
  }

  private void transfer(String what, Work work) throws RigException {
    Future<?> watchdog = link.clock().schedule(link::cut, LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    try {
      ChannelSftp channel = (ChannelSftp) link.channel("sftp");
      channel.setBulkRequests(REQUESTS_IN_FLIGHT);
      channel.connect(CONNECT_MS);
      try {
        work.with(channel);
      } finally {
        channel.disconnect();
      }
    } catch (JSchException | SftpException | IOException e) {
      if (!link.alive()) {
        throw RackTrouble.lost(link.board(), "the " + what);
      }
      throw RackTrouble.at(
          link.board(),
          "the " + what + " failed: " + e.getMessage(),
          "check free space and rights in ~/.gantry on the board",
          e);
    } finally {
      watchdog.cancel(false);
    }
  }

  private static SftpProgressMonitor monitor(LongConsumer progress) {
    return new SftpProgressMonitor() {
      private long done;

      @Override
      public void init(int direction, String from, String to, long most) {}

      @Override
      public boolean count(long bytes) {
        done += bytes;
        progress.accept(done);
        return true;
      }

      @Override
      public void end() {}
    };
  }

  private interface Work {
    void with(ChannelSftp channel) throws SftpException, IOException;
  }
}
