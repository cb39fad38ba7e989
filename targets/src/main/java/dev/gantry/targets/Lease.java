package dev.gantry.targets;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.Completed;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.RemoteProcess;
import dev.gantry.targets.link.SshLink;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * The exclusive right to a board. The lock lives on the board and dies with its holder: at once
 * when the process ends, after 15 s when the link is cut without a word.
 */
public final class Lease implements AutoCloseable {
  private static final int HELD = 75;
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final Duration QUICK = Duration.ofSeconds(20);
  private static final String LOCKED = "LOCKED";

  private final RemoteProcess holder;
  private final Thread reader;
  private final CompletableFuture<Integer> ended;
  private final Future<?> heartbeat;

  private Lease(
      RemoteProcess holder, Thread reader, CompletableFuture<Integer> ended, Future<?> heartbeat) {
    this.holder = holder;
    this.reader = reader;
    this.ended = ended;
    this.heartbeat = heartbeat;
  }

  /** False once the holder on the board has ended, for whatever reason: the lock is then free. */
  boolean held() {
    return reader.isAlive();
  }

  /** True when the board said that the holder ended; a lost link says nothing of the kind. */
  boolean ended() {
    return ended.isDone() && !ended.isCompletedExceptionally();
  }

  /** Waits for a held board as long as patience lasts, then says who holds it. */
  public static Lease take(
      SshLink link, String forWhom, Duration patience, BooleanSupplier cancelled)
      throws RigException {
    long end = System.nanoTime() + patience.toNanos();
    for (Attempt attempt = attempt(link, forWhom); ; attempt = attempt(link, forWhom)) {
      if (attempt instanceof Taken taken) {
        return taken.lease();
      }
      if (System.nanoTime() >= end) {
        throw RackTrouble.at(
            link.board(),
            "the board is leased to " + ((Refused) attempt).holder(),
            "wait until that work ends, or end it");
      }
      pause(cancelled);
    }
  }

  @Override
  public void close() {
    heartbeat.cancel(false);
    holder.close();
  }

  private static Attempt attempt(SshLink link, String forWhom) throws RigException {
    RemoteProcess process = link.start("the lease", command(forWhom));
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<Integer> ended = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(process, first, ended), "lease-" + link.board());
    reader.setDaemon(true);
    reader.start();
    try {
      String word = first.get(QUICK.toSeconds(), TimeUnit.SECONDS);
      if (word.equals(LOCKED)) {
        return new Taken(new Lease(process, reader, ended, beat(link, process)));
      }
      process.close();
      if (word.equals(String.valueOf(HELD))) {
        return new Refused(holder(link));
      }
      throw RackTrouble.at(
          link.board(),
          "the lease cannot be taken (status " + word + "): " + process.errors().strip(),
          "the board needs bash and flock (package util-linux), and a home that can be written");
    } catch (InterruptedException e) {
      process.close();
      Thread.currentThread().interrupt();
      throw new CancellationException();
    } catch (ExecutionException e) {
      process.close();
      throw RackTrouble.lost(link.board(), "the taking of the lease");
    } catch (TimeoutException e) {
      process.close();
      throw RackTrouble.at(
          link.board(),
          "no answer to the request for a lease within " + QUICK.toSeconds() + " s",
          "look at the board: is it overloaded or frozen?",
          e);
    }
  }

  private static void read(
      RemoteProcess process, CompletableFuture<String> first, CompletableFuture<Integer> ended) {
    try {
      int status = process.readLines(first::complete, Duration.ofDays(30));
      ended.complete(status);
      first.complete(String.valueOf(status));
    } catch (RigException e) {
      ended.completeExceptionally(e);
      first.completeExceptionally(e);
    }
  }

  private static Future<?> beat(SshLink link, RemoteProcess process) {
    return link.clock()
        .scheduleAtFixedRate(
            () -> {
              try {
                process.send("");
              } catch (IOException e) {
                // The link is lost; whoever works over it is told so where it matters.
              }
            },
            HEARTBEAT.toSeconds(),
            HEARTBEAT.toSeconds(),
            TimeUnit.SECONDS);
  }

  // Without the time limit on read, a cut link would hold the lock until sshd gives up: for ever.
  private static String command(String forWhom) {
    return "cd \"$HOME\" && mkdir -p .gantry && exec flock -n -E "
        + HELD
        + " .gantry/lock bash -c '"
        + "echo \""
        + forWhom.replaceAll("[^A-Za-z0-9@ .:_-]", "_")
        + ", since $(date -u +%FT%TZ)\" > .gantry/lock.holder; echo "
        + LOCKED
        + "; while IFS= read -r -t 15 _; do :; done; rm -f .gantry/lock.holder'";
  }

  private static String holder(SshLink link) throws RigException {
    Completed said = link.run("cat \"$HOME/.gantry/lock.holder\"", QUICK);
    return said.ok() && !said.lines().isEmpty() ? said.lines().get(0) : "someone";
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

  private sealed interface Attempt {}

  private record Taken(Lease lease) implements Attempt {}

  private record Refused(String holder) implements Attempt {}
}
