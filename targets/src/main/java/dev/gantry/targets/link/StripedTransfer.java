package dev.gantry.targets.link;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * One large file over two channels, half of it over each: a server takes 2 MiB on a channel before
 * it must answer, which a long link carries in no time.
 */
record StripedTransfer(TreeFile.Bytes from, long size, String to, TransferMeter meter) {

  void push(ChannelSftp one, ChannelSftp other)
      throws JSchException, SftpException, IOException, InterruptedException {
    remove(one);
    long half = size / 2;
    // Both before a byte is written, for JSch counts the start from the end of what is there.
    OutputStream near = one.put(to, null, ChannelSftp.RESUME, 0);
    OutputStream far = other.put(to, null, ChannelSftp.RESUME, half);
    FutureTask<Void> rest =
        new FutureTask<>(
            () -> {
              copy(half, size - half, far);
              return null;
            });
    Thread thread = new Thread(rest, "half of " + to);
    thread.setDaemon(true);
    thread.start();
    copy(0, half, near);
    try {
      rest.get();
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new IOException(cause.getMessage(), cause);
    }
  }

  private void copy(long start, long length, OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 15];
    try (out;
        InputStream in = from.open()) {
      in.skipNBytes(start);
      for (long left = length; left > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (read < 0) {
          throw new IOException("what should be pushed ends early, " + left + " bytes are missing");
        }
        out.write(buffer, 0, read);
        left -= read;
        if (!meter.count(read)) {
          return;
        }
      }
    }
  }

  private void remove(ChannelSftp channel) throws SftpException {
    try {
      channel.rm(to);
    } catch (SftpException e) {
      if (e.id != ChannelSftp.SSH_FX_NO_SUCH_FILE) {
        throw e;
      }
    }
  }
}
