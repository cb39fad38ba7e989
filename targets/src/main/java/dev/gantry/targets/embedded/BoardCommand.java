package dev.gantry.targets.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/**
 * Ties one process of this computer to a channel of an embedded board. Each stream waits for its
 * next bytes: the ready-made wrapper looks at all three a thousand times a second, which on a rack
 * of boards costs what is to be measured.
 */
final class BoardCommand implements Command {
  private final ProcessBuilder builder;
  private final String name;
  private @Nullable InputStream input;
  private @Nullable OutputStream output;
  private @Nullable OutputStream errors;
  private @Nullable ExitCallback callback;
  private volatile @Nullable Process process;

  BoardCommand(String name, ProcessBuilder builder) {
    this.name = name;
    this.builder = builder;
  }

  @Override
  public void setInputStream(InputStream stream) {
    input = stream;
  }

  @Override
  public void setOutputStream(OutputStream stream) {
    output = stream;
  }

  @Override
  public void setErrorStream(OutputStream stream) {
    errors = stream;
  }

  @Override
  public void setExitCallback(ExitCallback exit) {
    callback = exit;
  }

  @Override
  public void start(ChannelSession channel, Environment environment) throws IOException {
    Process started = builder.start();
    process = started;
    InputStream from = Objects.requireNonNull(input);
    OutputStream out = Objects.requireNonNull(output);
    OutputStream err = Objects.requireNonNull(errors);
    thread("input", () -> feed(from, started.getOutputStream()));
    Thread said = thread("output", () -> pass(started.getInputStream(), out));
    Thread complained = thread("errors", () -> pass(started.getErrorStream(), err));
    thread("end", () -> end(started, said, complained));
  }

  @Override
  public void destroy(ChannelSession channel) {
    Process started = process;
    if (started != null) {
      started.destroy();
    }
  }

  /** As a real server does: over when it has ended and nobody holds its streams any more. */
  private void end(Process started, Thread said, Thread complained) {
    try {
      int status = started.waitFor();
      said.join();
      complained.join();
      Objects.requireNonNull(callback).onExit(status);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void feed(InputStream from, OutputStream to) {
    try (to) {
      pump(from, to);
    } catch (IOException e) {
      // It reads no more, or nobody sends any more: the end of its input either way.
    }
  }

  private static void pass(InputStream from, OutputStream to) {
    try {
      pump(from, to);
    } catch (IOException e) {
      // The channel is gone; the command is ended by whoever closes that.
    }
  }

  private static void pump(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[1 << 15];
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      to.write(buffer, 0, read);
      to.flush();
    }
  }

  private Thread thread(String what, Runnable work) {
    Thread thread = new Thread(work, "board-" + name + "-" + what);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
