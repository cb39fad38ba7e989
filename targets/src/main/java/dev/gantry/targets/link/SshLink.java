package dev.gantry.targets.link;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.command.CommandShell;
import dev.gantry.targets.link.command.CompletedCommand;
import dev.gantry.targets.link.command.OutputMarker;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One SSH session to one board. Host keys are always checked. A link that dies is noticed within
 * seconds, and is never mistaken for work that ended.
 */
public final class SshLink implements CommandShell, AutoCloseable {
  private static final long LONGEST_ANSWER = 16L << 20;

  /** A server allows ten, and an abandoned command keeps its own until it ends. */
  private static final int MOST_CHANNELS = 8;

  private static final Duration FOR_A_CHANNEL = Duration.ofSeconds(25);

  /** How long a server that is busy may still count commands that have ended. */
  private static final Duration TURNED_AWAY = Duration.ofSeconds(10);

  /** How long a session that has lost its socket may take to say so. */
  private static final Duration DYING = Duration.ofSeconds(2);

  private final String board;
  private final SshRoute route;
  private final ScheduledThreadPoolExecutor clock;
  private final ScheduledThreadPoolExecutor kennel;
  private final Semaphore channels = new Semaphore(MOST_CHANNELS, true);

  private SshLink(String board, SshRoute route, ScheduledThreadPoolExecutor kennel) {
    this.board = board;
    this.route = route;
    this.kennel = kennel;
    this.clock = executor("link-" + board);
  }

  public static SshLink open(SshDestination destination) throws RigException {
    // Apart from the clock: a heartbeat that is blocked must not keep a watchdog from barking.
    ScheduledThreadPoolExecutor kennel = executor("watchdogs-" + destination.board());
    try {
      return new SshLink(destination.board(), SshRoute.open(destination, kennel), kennel);
    } catch (RigException | RuntimeException e) {
      kennel.shutdownNow();
      throw e;
    }
  }

  @Override
  public String board() {
    return board;
  }

  @Override
  public CompletedCommand run(String command, Duration limit) throws RigException {
    return run(command, List.of(), limit);
  }

  /** Runs a command that reads these lines from its input; there may be more than fit into one. */
  public CompletedCommand run(String command, List<String> input, Duration limit)
      throws RigException {
    List<String> lines = new ArrayList<>();
    try (RemoteProcess process = start("a command", command)) {
      if (!input.isEmpty()) {
        process.send(String.join("\n", input));
      }
      process.closeInput();
      AtomicLong letters = new AtomicLong();
      int status =
          process.readLines(
              line -> {
                if (letters.addAndGet(line.length() + 1L) > LONGEST_ANSWER) {
                  throw new TalksOn();
                }
                lines.add(line);
              },
              limit);
      return new CompletedCommand(status, lines, process.errors(), process.greeting());
    } catch (TalksOn e) {
      throw RackTrouble.at(
          board,
          "the board answers a command with more than " + (LONGEST_ANSWER >> 20) + " MiB",
          "run commands there by hand: what prints without end?",
          e);
    } catch (IOException e) {
      throw lost("a command", e);
    }
  }

  /** Starts a command, called by what it does, whose input stays open until it is closed. */
  public RemoteProcess start(String what, String command) throws RigException {
    return opened(
        "exec",
        ChannelExec.class,
        "the start of " + what,
        open -> {
          OutputMarker word = OutputMarker.fresh();
          open.channel().setCommand(word.before(command));
          return new RemoteProcess(this, what, open, word);
        });
  }

  public FileTransfer files() {
    return new FileTransfer(this);
  }

  public TreeTransfer trees() {
    return new TreeTransfer(this);
  }

  public boolean alive() {
    return route.last().isConnected();
  }

  /** For heartbeats and the like of this link; ends with it. */
  public ScheduledExecutorService clock() {
    return clock;
  }

  @Override
  public void close() {
    clock.shutdownNow();
    kennel.shutdownNow();
    route.close();
  }

  /** Connects a channel and makes something of it. */
  interface Opening<C extends Channel, T> {
    T of(OpenChannel<C> open) throws JSchException, IOException;
  }

  /**
   * Connects a channel. A server that is busy may not have seen yet that others were closed, and
   * turns one more away: it is asked again for a while.
   */
  <C extends Channel, T> T opened(String kind, Class<C> type, String work, Opening<C, T> opening)
      throws RigException {
    long end = System.nanoTime() + TURNED_AWAY.toNanos();
    while (true) {
      OpenChannel<C> open = channel(kind, type, work);
      try {
        return opening.of(open);
      } catch (JSchException | IOException e) {
        open.close();
        if (!turnedAway(e) || System.nanoTime() > end || gone(e)) {
          throw failed(work, e);
        }
        pause();
      }
    }
  }

  /** JSch has no type for it. */
  private static boolean turnedAway(Exception cause) {
    return cause instanceof JSchException && "channel is not opened.".equals(cause.getMessage());
  }

  /** JSch gives null, not an exception, where the session dies at this very moment. */
  private <C extends Channel> OpenChannel<C> channel(String kind, Class<C> type, String work)
      throws RigException {
    awaitPlace(work);
    try {
      Channel channel = route.last().openChannel(kind);
      if (channel != null) {
        return new OpenChannel<>(type.cast(channel), channels::release);
      }
      channels.release();
      throw lost(work, new IOException("the session ended"));
    } catch (JSchException e) {
      channels.release();
      throw failed(work, e);
    }
  }

  StallWatchdog watchdog(Duration patience) {
    return new StallWatchdog(kennel, patience, route::cut);
  }

  LostLink lost(String work, Throwable cause) {
    String where = route.brokenAt().map(hop -> ", at " + hop).orElse("");
    return LostLink.during(board, work + where, cause);
  }

  /**
   * A socket that breaks tells whoever writes to it before the session knows; and a session that
   * dies ends its channels, whose streams are then closed, before it says that it is dead.
   */
  boolean gone(Throwable cause) {
    boolean stream = false;
    for (Throwable reason = cause; reason != null; reason = reason.getCause()) {
      if (reason instanceof SocketException) {
        return true;
      }
      stream |= reason instanceof IOException;
    }
    long end = System.nanoTime() + DYING.toNanos();
    while (stream && alive() && System.nanoTime() < end) {
      pause();
    }
    return !alive();
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }

  /** A failure is trouble of its own only on a link that is still there. */
  RigException failed(String work, Throwable cause) {
    if (gone(cause)) {
      return lost(work, cause);
    }
    return RackTrouble.at(
        board,
        work + " failed: " + cause.getMessage(),
        "look at the board: does its SSH server still take commands, is its memory full?",
        cause);
  }

  private void awaitPlace(String work) throws RigException {
    try {
      if (!channels.tryAcquire(FOR_A_CHANNEL.toSeconds(), TimeUnit.SECONDS)) {
        throw RackTrouble.at(
            board,
            work
                + " found no place: "
                + MOST_CHANNELS
                + " commands were at work for "
                + FOR_A_CHANNEL.toSeconds()
                + " s",
            "look at the board: is it overloaded or frozen?");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }

  private static ScheduledThreadPoolExecutor executor(String name) {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  /** Thrown when a command prints more than anybody reads. */
  private static final class TalksOn extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
