package dev.gantry.targets.link;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.command.CompletedCommand;
import dev.gantry.targets.link.command.OutputMarker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
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
  private final OpenChannel<ChannelExec> open;
  private final ChannelExec channel;
  private final InputStream output;
  private final OutputStream input;
  private final OutputMarker word;
  private final ErrorTail errors = new ErrorTail();
  private OutputMarker.Greeting greeting = new OutputMarker.Greeting(false, List.of());

  RemoteProcess(SshLink link, String what, OpenChannel<ChannelExec> open, OutputMarker word)
      throws JSchException, IOException {
    this.link = link;
    this.what = what;
    this.open = open;
    this.word = word;
    this.channel = open.channel();
    channel.setErrStream(errors);
    this.output = channel.getInputStream();
    this.input = channel.getOutputStream();
    channel.connect(CONNECT_MS);
  }

  /** Takes bytes until it has enough, then says true, or until they end, then says false. */
  public interface Feed {
    boolean from(InputStream output) throws IOException;
  }

  /** Hands over every line until the process ends, and gives its exit status. */
  public int readLines(Consumer<String> lines, Duration limit) throws RigException {
    return read(output -> lines(output, lines), limit).orElseThrow();
  }

  /**
   * Lets somebody read until they have enough, or until the process ends: then its exit status is
   * given. An end without a status is a lost link: JSch shows both as end of file.
   */
  public OptionalInt read(Feed feed, Duration limit) throws RigException {
    try (StallWatchdog watchdog = link.watchdog(limit)) {
      try {
        if (greeted() && feed.from(output)) {
          return OptionalInt.empty();
        }
        awaitStatus();
      } catch (IOException e) {
        throw ended(watchdog.barked(), limit, e);
      }
      int status = status();
      if (status < 0) {
        throw ended(watchdog.barked(), limit, new IOException("an end without a status"));
      }
      if (!greeting.over()) {
        throw unheard(status);
      }
      return OptionalInt.of(status);
    }
  }

  private boolean greeted() throws IOException {
    if (!greeting.over()) {
      greeting = word.pass(output);
    }
    return greeting.over();
  }

  /** A login that leaves or asks something before it comes to our command. */
  private RigException unheard(int status) {
    return RackTrouble.at(
        link.board(),
        "the login does not come to "
            + what
            + " (status "
            + status
            + "): "
            + new CompletedCommand(status, greeting.lines(), errors()).complaint(),
        "log in there by hand, and look at its login shell and what that reads at its start");
  }

  private static boolean lines(InputStream output, Consumer<String> lines) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8));
    for (String line = readLine(reader); line != null; line = readLine(reader)) {
      lines.accept(line);
    }
    return false;
  }

  public void send(String line) throws IOException {
    input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  /** A process that watches its input leaves when it closes. */
  void closeInput() {
    try {
      input.close();
    } catch (IOException e) {
      // The other side is gone: its end is what was asked for.
    }
  }

  /** What is not a line goes here; only while nobody sends. */
  OutputStream input() {
    return input;
  }

  public String errors() {
    return errors.text();
  }

  /** What the login printed before the command, once something of the command was read. */
  List<String> greeting() {
    return greeting.lines();
  }

  @Override
  public void close() {
    closeInput();
    open.close();
  }

  private RigException ended(boolean tooLate, Duration limit, IOException cause) {
    return tooLate
        ? RackTrouble.at(
            link.board(),
            what + " did not end within " + limit.toSeconds() + " s",
            "look at the board: is it overloaded or frozen?")
        : link.lost(what, cause);
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
