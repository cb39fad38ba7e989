package dev.gantry.targets.lease;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.SshLink;
import dev.gantry.targets.link.command.CommandShell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The exclusive right to a board. The lock lives on the board and dies with its holder: at once
 * when the process ends, after 15 s when the link is cut without a word. A job that was begun under
 * it holds it to its own end, whatever becomes of us.
 */
public final class Lease implements AutoCloseable {
  private static final int HELD = 75;
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final String LOCKED = "LOCKED ";

  private final SshLink link;
  private final LeaseKeeper keeper;
  private final long token;
  private final Future<?> heartbeat;
  private Instant beaten = Instant.now();
  private long beatenAt = System.nanoTime();
  private Silence longest = new Silence(beaten, Duration.ZERO);

  private Lease(SshLink link, LeaseKeeper keeper, long token) {
    this.link = link;
    this.keeper = keeper;
    this.token = token;
    this.heartbeat =
        link.clock()
            .scheduleAtFixedRate(
                this::beat, HEARTBEAT.toSeconds(), HEARTBEAT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Says how long a held board is waited for, and who hears of its holder meanwhile. */
  public record Waiting(Duration patience, BooleanSupplier cancelled, Usher usher) {}

  /** Hears of the holder of a board that is waited for. */
  public interface Usher {
    /** True when it has waited itself for that holder to leave: patience begins anew. */
    boolean held(LeaseHolder holder) throws RigException;
  }

  public static Lease take(SshLink link, String who, Duration patience, BooleanSupplier cancelled)
      throws RigException {
    return take(link, new LeaseClaim(who, "-"), new Waiting(patience, cancelled, holder -> false));
  }

  /** Waits for a held board as long as patience lasts, then says who holds it. */
  public static Lease take(SshLink link, LeaseClaim claim, Waiting waiting) throws RigException {
    long end = System.nanoTime() + waiting.patience().toNanos();
    int shy = 3;
    while (true) {
      Optional<Lease> taken = attempt(link, claim);
      if (taken.isPresent()) {
        return taken.get();
      }
      Optional<LeaseHolder> holder = look(link);
      if (holder.isPresent() && waiting.usher().held(holder.get())) {
        end = System.nanoTime() + Math.max(waiting.patience().toNanos(), HEARTBEAT.toNanos());
      } else if (System.nanoTime() >= end && (holder.isPresent() || --shy == 0)) {
        throw RackTrouble.at(
            link.board(),
            "the board is leased to " + holder.map(LeaseHolder::toString).orElse("someone"),
            "wait until that work ends, or end it");
      }
      pause(waiting.cancelled());
    }
  }

  /** Who holds a board now; the lock itself is asked. */
  public static Optional<LeaseHolder> look(CommandShell shell) throws RigException {
    return new BoardLeases(shell).holder();
  }

  /** The last leases of a board, oldest first, as the board itself wrote them down. */
  public static List<LeaseLogEntry> log(CommandShell shell) throws RigException {
    return new BoardLeases(shell).log();
  }

  /** Takes over from our own keeper behind a link that was lost, which may not know it yet. */
  public static void release(CommandShell shell, long token) throws RigException {
    new BoardLeases(shell).release(token);
  }

  /** The number of this lease; the next one has a larger one. */
  public long token() {
    return token;
  }

  /** False once the keeper on the board has ended, for whatever reason. */
  public boolean held() {
    return keeper.lives();
  }

  /** True when the board said that the keeper ended; a lost link says nothing of the kind. */
  public boolean ended() {
    return keeper.status().isPresent();
  }

  /** A time in which the board heard nothing of us: over 15 s, and it lets the lease go. */
  public record Silence(Instant from, Duration length) {}

  /** The longest silence of this lease. */
  public synchronized Silence silence() {
    Silence latest = new Silence(beaten, Duration.ofNanos(System.nanoTime() - beatenAt));
    return latest.length().compareTo(longest.length()) > 0 ? latest : longest;
  }

  /**
   * Only the keeper starts jobs, so that nobody starts one under a lease that is lost; it tells the
   * job's process.
   */
  public long start(String job) throws RigException {
    keeper.say("go " + job);
    String answer =
        keeper
            .answer()
            .orElseThrow(
                () ->
                    RackTrouble.at(
                        link.board(),
                        "the lease ended before the job could begin",
                        "run again with --resume"));
    String started = "STARTED " + job + " ";
    if (!answer.startsWith(started) || !answer.substring(started.length()).matches("[0-9]{1,10}")) {
      throw RackTrouble.at(
          link.board(),
          "the job " + job + " cannot begin: the board answers '" + answer + "'",
          "check rights and free space in ~/.gantry there");
    }
    return Long.parseLong(answer.substring(started.length()));
  }

  /** Commands that the board refuses once the lease is someone else's. */
  public CommandShell fenced(CommandShell shell) {
    return new FencedShell(shell, token);
  }

  @Override
  public void close() {
    heartbeat.cancel(false);
    keeper.close();
  }

  private static Optional<Lease> attempt(SshLink link, LeaseClaim claim) throws RigException {
    LeaseKeeper keeper = new LeaseKeeper(link, claim);
    boolean kept = false;
    try {
      Optional<String> word = keeper.answer();
      kept = word.isPresent() && word.get().matches(LOCKED + "[0-9]{1,18}");
      if (kept) {
        return Optional.of(
            new Lease(link, keeper, Long.parseLong(word.get().substring(LOCKED.length()))));
      }
      if (keeper.status().filter(status -> status == HELD).isPresent()) {
        return Optional.empty();
      }
      throw RackTrouble.at(
          link.board(),
          "the lease cannot be taken (status "
              + keeper.status().map(String::valueOf).orElse("unknown")
              + "): "
              + keeper.errors().strip(),
          "the board needs bash and flock (package util-linux), and a home that can be written");
    } finally {
      if (!kept) {
        keeper.close();
      }
    }
  }

  private void beat() {
    listened();
    try {
      keeper.say("");
    } catch (RigException e) {
      // The link is lost; whoever works over it is told so where it matters.
    }
  }

  private synchronized void listened() {
    longest = silence();
    beaten = Instant.now();
    beatenAt = System.nanoTime();
  }

  private static void pause(BooleanSupplier cancelled) {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException();
    }
    try {
      TimeUnit.MILLISECONDS.sleep(300);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }
}
