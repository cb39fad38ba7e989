package dev.gantry.targets;

import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trial;
import dev.gantry.targets.lease.Lease;
import dev.gantry.targets.lease.LeaseClaim;
import dev.gantry.targets.link.LostLink;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.SshLink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** The link and the lease of one visit, made anew when they are lost. */
final class BoardSession implements AutoCloseable {
  private static final Duration QUICK = Duration.ofSeconds(20);
  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final int CUTS = 3;

  private final BoardAccess access;
  private final BoardVisit.VisitOptions options;
  private final List<Trial.Gap> gaps = new ArrayList<>();
  private SshLink link;
  private Optional<Lease> lease = Optional.empty();
  private long token;
  private String boot;

  private BoardSession(BoardAccess access, BoardVisit.VisitOptions options, SshLink link)
      throws RigException {
    this.access = access;
    this.options = options;
    this.link = link;
    this.boot = bootOf(link);
  }

  static BoardSession open(BoardAccess access, BoardVisit.VisitOptions options)
      throws RigException {
    SshLink link = SshLink.open(access.destination());
    try {
      return new BoardSession(access, options, link);
    } catch (RigException | RuntimeException e) {
      link.close();
      throw e;
    }
  }

  /** Something done over a link, which may be done again over another one. */
  interface Work<T> {
    T over(SshLink link) throws RigException;
  }

  String board() {
    return access.board();
  }

  BoardVisit.VisitOptions options() {
    return options;
  }

  SshLink link() {
    return link;
  }

  /** Takes the lease, unless it is held. */
  Lease hold(Lease.Usher usher) throws RigException {
    if (lease.isEmpty() || !lease.get().held()) {
      Optional<LeaseLapse> lapse = lease.filter(Lease::ended).map(LeaseLapse::of);
      lease.ifPresent(Lease::close);
      Lease fresh = take(usher);
      boolean alone = token == 0 || fresh.token() == token + 1;
      lapse.ifPresent(lapsed -> gap(lapsed.from(), lapsed.length(), lapsed.words(alone)));
      if (lapse.isEmpty() && !alone) {
        gap(Instant.now(), Duration.ZERO, "another visitor held the board meanwhile");
      }
      token = fresh.token();
      lease = Optional.of(fresh);
    }
    return lease.get();
  }

  private Lease take(Lease.Usher usher) throws RigException {
    LeaseClaim claim = new LeaseClaim(options.visitor(), "measuring");
    SshLink used = link;
    Duration patience = options.patience();
    if (token > 0 && patience.compareTo(AGAIN) < 0) {
      // A job of ours that has just ended holds the lock a moment longer.
      patience = AGAIN;
    }
    try {
      return Lease.take(used, claim, new Lease.Waiting(patience, options.cancelled(), usher));
    } catch (LostLink lost) {
      // Whoever waited here for a job's end may have come back over another link.
      if (used == link) {
        throw lost;
      }
      return take(usher);
    }
  }

  Lease hold() throws RigException {
    return hold(
        holder -> {
          remark("waiting for the lease, held by " + holder);
          return false;
        });
  }

  void requireGoing() {
    if (options.cancelled().getAsBoolean()) {
      throw new CancellationException();
    }
  }

  /** True where the board let the lease go over a link that lives: it may be taken again. */
  boolean lapsed() {
    return lease.filter(Lease::ended).isPresent();
  }

  /** Does what may be done twice, under the lease, again after each lost link. */
  <T> T persist(String during, Work<T> work) throws RigException {
    for (int cuts = 1; ; cuts++) {
      try {
        hold();
        return work.over(link);
      } catch (LostLink lost) {
        if (cuts == CUTS) {
          throw lost;
        }
        reconnect(lost, LinkOutage.of(during, options.reconnect()));
      } catch (RigException e) {
        // Without a lease, others may have come between.
        if (cuts == CUTS || !lapsed()) {
          throw e;
        }
      }
    }
  }

  /** Connects again, as long as it is worth while; then the trouble is the lost link. */
  void reconnect(LostLink lost, LinkOutage outage) throws RigException {
    long start = System.nanoTime() - outage.silent().toNanos();
    Instant from = Instant.now().minus(outage.silent());
    link.close();
    lease = Optional.empty();
    for (int attempt = 0; ; attempt++) {
      pause(Math.min(3000, 500L << Math.min(attempt, 3)));
      Duration gone = Duration.ofNanos(System.nanoTime() - start);
      Duration left = outage.patience().minus(gone);
      if (left.isNegative()) {
        throw lost;
      }
      if (attempt == 0) {
        remark(outage.words(gone));
      } else {
        note(outage.words(gone));
      }
      try {
        link = new BoundedConnect(access.destination()).open(left);
        arrive(from, start, outage);
        return;
      } catch (LostLink stillAway) {
        link.close();
      }
    }
  }

  void gap(Instant from, Duration length, String what) {
    gaps.add(new Trial.Gap(from, length, false, what));
  }

  void rebooted(Instant from, Duration length, String what) {
    gaps.add(new Trial.Gap(from, length, true, what));
  }

  List<Trial.Gap> takeGaps() {
    List<Trial.Gap> taken = List.copyOf(gaps);
    gaps.clear();
    return taken;
  }

  /** What people should know of who do not look at each step. */
  void remark(String what) {
    options.progress().accept(Progress.remark(Progress.Stage.VISIT, board(), what));
  }

  void note(String what) {
    options.progress().accept(Progress.note(Progress.Stage.VISIT, board(), what));
  }

  @Override
  public void close() {
    lease.ifPresent(Lease::close);
    link.close();
  }

  private void arrive(Instant from, long start, LinkOutage outage) throws RigException {
    String now = bootOf(link);
    Duration length = Duration.ofNanos(System.nanoTime() - start);
    String seconds = String.format(java.util.Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
    if (!now.equals(boot)) {
      boot = now;
      rebooted(from, length, "the board rebooted during " + outage.during());
      throw RackTrouble.at(
          board(),
          "the board rebooted during " + outage.during() + ": it was away for " + seconds,
          "find out why (power, heat, kernel log), then run again with --resume");
    }
    gap(from, length, "the link was lost during " + outage.during());
    Lease.release(link, token);
    remark("the link is back after " + seconds);
  }

  private static String bootOf(SshLink link) throws RigException {
    List<String> said = link.run("cat /proc/sys/kernel/random/boot_id", QUICK).lines();
    return said.isEmpty() ? "unknown" : said.get(said.size() - 1);
  }

  private void pause(long milliseconds) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
    try {
      while (System.nanoTime() < end) {
        if (options.cancelled().getAsBoolean()) {
          throw new CancellationException();
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }
}
