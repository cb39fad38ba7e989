package dev.gantry.targets.link;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import dev.gantry.dossier.RigException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** The sessions that lead to a board: those of its jump hosts, and at the end its own. */
final class SshRoute {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration GREETING = Duration.ofSeconds(15);
  private static final int ALIVE_EVERY_MS = 1000;
  private static final int ALIVE_MISSES = 3;

  private final ScheduledExecutorService clock;
  private final RouteSocket wire = new RouteSocket(CONNECT);
  private final List<Stage> stages = new ArrayList<>();

  private SshRoute(ScheduledExecutorService clock) {
    this.clock = clock;
  }

  private record Stage(SshDestination destination, Session session) {}

  static SshRoute open(SshDestination destination, ScheduledExecutorService clock)
      throws RigException {
    SshRoute route = new SshRoute(clock);
    try {
      route.reach(destination, false);
      return route;
    } catch (RigException | RuntimeException e) {
      route.close();
      throw e;
    }
  }

  /** The session of the board itself. */
  Session last() {
    return stages.get(stages.size() - 1).session();
  }

  /** The first jump host whose session ended, where it was not the board's alone. */
  Optional<String> brokenAt() {
    return stages.subList(0, stages.size() - 1).stream()
        .filter(stage -> !stage.session().isConnected())
        .map(stage -> "the jump host " + stage.destination().place())
        .findFirst();
  }

  /** Frees every thread that is blocked in this route, at once. */
  void cut() {
    wire.cut();
    close();
  }

  /** From the far end, so that each goodbye still has a way. */
  void close() {
    for (int index = stages.size() - 1; index >= 0; index--) {
      stages.get(index).session().disconnect();
    }
    wire.cut();
  }

  private void reach(SshDestination destination, boolean jump) throws RigException {
    if (destination.jump().isPresent()) {
      reach(destination.jump().get(), true);
    }
    StrictHosts hosts = new StrictHosts(destination.keys().getHostKeyRepository());
    try {
      Session session =
          destination.keys().getSession(destination.user(), destination.host(), destination.port());
      NegotiationLog negotiation = new NegotiationLog(destination.keys().getInstanceLogger());
      session.setLogger(negotiation);
      session.setConfig("StrictHostKeyChecking", "yes");
      session.setHostKeyRepository(hosts);
      session.setConfig(
          "host_certificate_to_key_fallback",
          hosts.certified(destination.host(), destination.port()) ? "no" : "yes");
      session.setConfig("PreferredAuthentications", "publickey");
      session.setServerAliveInterval(ALIVE_EVERY_MS);
      session.setServerAliveCountMax(ALIVE_MISSES);
      session.setSocketFactory(wire);
      if (!stages.isEmpty()) {
        session.setProxy(new JumpHop(last()));
      }
      greet(session, negotiation);
      stages.add(new Stage(destination, session));
    } catch (JSchException e) {
      throw hosts.metRevoked()
          ? ConnectRefusal.revoked(destination, jump, e)
          : ConnectRefusal.of(destination, jump, e);
    }
  }

  /** JSch's own limit is for each read, and for none at all behind a jump host. */
  private void greet(Session session, NegotiationLog negotiation) throws JSchException {
    try (StallWatchdog watchdog = new StallWatchdog(clock, GREETING, wire::cut)) {
      try {
        session.connect(Math.toIntExact(CONNECT.toMillis()));
        negotiation.forget();
      } catch (JSchException e) {
        negotiation.tell();
        if (watchdog.barked()) {
          throw new JSchException(
              "no end of the greeting within " + GREETING.toSeconds() + " s", e);
        }
        throw e;
      }
    }
  }
}
