package dev.gantry.targets.link;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchUnknownHostKeyException;
import com.jcraft.jsch.Session;
import dev.gantry.dossier.RigException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * One SSH session to one board. Host keys are always checked. A link that dies is noticed within
 * seconds, and is never mistaken for work that ended.
 */
public final class SshLink implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int ALIVE_EVERY_MS = 1000;
  private static final int ALIVE_MISSES = 3;

  private final String board;
  private final Session session;
  private final ScheduledThreadPoolExecutor clock;

  private SshLink(String board, Session session) {
    this.board = board;
    this.session = session;
    this.clock =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "link-" + board);
              thread.setDaemon(true);
              return thread;
            });
    clock.setRemoveOnCancelPolicy(true);
  }

  public static SshLink open(Door door) throws RigException {
    try {
      Session session = door.keys().getSession(door.user(), door.host(), door.port());
      session.setConfig("StrictHostKeyChecking", "yes");
      session.setConfig("PreferredAuthentications", "publickey");
      session.setServerAliveInterval(ALIVE_EVERY_MS);
      session.setServerAliveCountMax(ALIVE_MISSES);
      session.connect(Math.toIntExact(CONNECT.toMillis()));
      return new SshLink(door.board(), session);
    } catch (JSchException e) {
      throw refused(door, e);
    }
  }

  public String board() {
    return board;
  }

  /** Runs a command to its end and gives back what it said, whatever its exit status. */
  public Completed run(String command, Duration limit) throws RigException {
    List<String> lines = new ArrayList<>();
    try (RemoteProcess process = start("a command", command)) {
      process.closeInput();
      int status = process.readLines(lines::add, limit);
      return new Completed(status, List.copyOf(lines), process.errors());
    }
  }

  /** Starts a command, called by what it does, whose input stays open until it is closed. */
  public RemoteProcess start(String what, String command) throws RigException {
    try {
      ChannelExec channel = (ChannelExec) channel("exec");
      channel.setCommand(command);
      return new RemoteProcess(this, what, channel);
    } catch (JSchException | IOException e) {
      throw RackTrouble.lost(board, "the start of " + what);
    }
  }

  public FileTransfer files() {
    return new FileTransfer(this);
  }

  /** JSch gives null, not an exception, where the session dies at this very moment. */
  Channel channel(String kind) throws JSchException {
    Channel channel = session.openChannel(kind);
    if (channel == null) {
      throw new JSchException("the session ended");
    }
    return channel;
  }

  public boolean alive() {
    return session.isConnected();
  }

  /** For heartbeats and watchdogs of this link; ends with it. */
  public ScheduledExecutorService clock() {
    return clock;
  }

  /** Frees every thread that is blocked in this link, at once. */
  void cut() {
    session.disconnect();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    session.disconnect();
  }

  private static RigException refused(Door door, JSchException e) {
    String place = door.host() + ":" + door.port();
    if (e instanceof JSchChangedHostKeyException) {
      return RackTrouble.at(
          door.board(),
          "the host key of " + place + " has changed: this may be another machine",
          "find out why; only then replace its line in the list of known hosts",
          e);
    }
    if (e instanceof JSchUnknownHostKeyException) {
      return RackTrouble.at(
          door.board(),
          "the host key of " + place + " is not in the list of known hosts",
          "compare it with the board's own key, then add it",
          e);
    }
    String message = String.valueOf(e.getMessage());
    if (message.startsWith("Auth")) {
      return RackTrouble.at(
          door.board(),
          place + " does not accept our key for user " + door.user(),
          "add the public key to authorized_keys on the board, or check ssh.key in the rack file",
          e);
    }
    return RackTrouble.at(
        door.board(),
        "no connection to " + place + ": " + message.replaceFirst("^[\\w.]+Exception: ", ""),
        "check power, network, host and port of this board",
        e);
  }
}
