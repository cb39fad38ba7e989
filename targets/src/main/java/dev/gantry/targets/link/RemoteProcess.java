package dev.gantry.targets.link;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import dev.gantry.dossier.RigException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A command running on a board, its input in our hand. */
public final class RemoteProcess implements AutoCloseable {
  private static final int CONNECT_MS = 10_000;
  private static final Duration STATUS_AFTER_END = Duration.ofSeconds(5);
  private static final int LONGEST_LINE = 1 << 16;

  private static final Map<String, Integer> SIGNALS =
      Map.of(
          "HUP", 1, "INT", 2, "QUIT", 3, "ILL", 4, "ABRT", 6, "FPE", 8, "KILL", 9, "SEGV", 11,
          "PIPE", 13, "TERM", 15);

  private final SshLink link;
  private final String what;
  private final ChannelExec channel;
  private final InputStream output;
  private final OutputStream input;
  private final ErrorTail errors = new ErrorTail();

  RemoteProcess(SshLink link, String what, ChannelExec channel) throws JSchException, IOException {
    this.link = link;
    this.what = what;
    this.channel = channel;
    channel.setErrStream(errors);
    this.output = channel.getInputStream();
    this.input = channel.getOutputStream();
    channel.connect(CONNECT_MS);
  }

  /**
   * Hands over every line until the process ends, and gives its exit status. An end without a
   * status is a lost link: JSch shows both as end of file.
   */
  public int readLines(Consumer<String> lines, Duration limit) throws RigException {
    AtomicBoolean tooLate = new AtomicBoolean();
    Future<?> watchdog =
        link.clock()
            .schedule(
                () -> {
                  tooLate.set(true);
                  link.cut();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
    try {
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8));
      for (String line = readLine(reader); line != null; line = readLine(reader)) {
        lines.accept(line);
      }
      awaitStatus();
    } catch (IOException e) {
      throw ended(tooLate.get(), limit);
    } finally {
      watchdog.cancel(false);
    }
    int status = status();
    if (status < 0) {
      throw ended(tooLate.get(), limit);
    }
    return status;
  }

  public void send(String line) throws IOException {
    input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  /** A process that watches its input leaves when it closes. */
  public void closeInput() {
    try {
      input.close();
    } catch (IOException e) {
      // The other side is gone: its end is what was asked for.
    }
  }

  public String errors() {
    return errors.text();
  }

  @Override
  public void close() {
    closeInput();
    channel.disconnect();
  }

  private RigException ended(boolean tooLate, Duration limit) {
    return tooLate
        ? RackTrouble.at(
            link.board(),
            what + " did not end within " + limit.toSeconds() + " s",
            "look at the board: is it overloaded or frozen?")
        : RackTrouble.lost(link.board(), what);
  }

  /** As a shell would tell it: a real sshd reports a signal by name and no status at all. */
  private int status() {
    String signal = channel.getExitSignal();
    return signal == null ? channel.getExitStatus() : 128 + SIGNALS.getOrDefault(signal, 0);
  }

  private void awaitStatus() throws IOException {
    long end = System.nanoTime() + STATUS_AFTER_END.toNanos();
    while (!channel.isClosed() && link.alive() && System.nanoTime() < end) {
      try {
        TimeUnit.MILLISECONDS.sleep(2);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  /** Like readLine, but a line without end cannot eat the memory. */
  private static @org.jspecify.annotations.Nullable String readLine(BufferedReader reader)
      throws IOException {
    StringBuilder line = new StringBuilder();
    for (int letter = reader.read(); letter >= 0; letter = reader.read()) {
      if (letter == '\n') {
        return line.toString();
      }
      if (line.length() < LONGEST_LINE) {
        line.append((char) letter);
      }
    }
    return line.isEmpty() ? null : line.toString();
  }

  /** The last part of what a process complained; never more, never blocking the link. */
  private static final class ErrorTail extends OutputStream {
    private static final int KEEP = 8192;
    private final StringBuilder text = new StringBuilder();

    @Override
    public synchronized void write(int letter) {
      text.append((char) (letter & 0xff));
      if (text.length() > 2 * KEEP) {
        text.delete(0, text.length() - KEEP);
      }
    }

    synchronized String text() {
      return text.toString();
    }
  }
}
