package dev.gantry.targets.lease;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.link.LostLink;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.link.RemoteProcess;
import dev.gantry.targets.link.SshLink;
import dev.gantry.targets.link.command.BoardScript;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** The process on a board that holds its lock for us, and what it says. */
final class LeaseKeeper implements AutoCloseable {
  private static final BoardScript SCRIPT = BoardScript.beside(LeaseKeeper.class, "keeper.sh");
  private static final Duration QUICK = Duration.ofSeconds(20);

  private final SshLink link;
  private final RemoteProcess process;
  private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(16);
  private final Thread reader;
  private volatile Optional<Integer> status = Optional.empty();

  LeaseKeeper(SshLink link, LeaseClaim claim) throws RigException {
    this.link = link;
    this.process = link.start("the lease", SCRIPT.with(claim.who(), claim.purpose()));
    this.reader = new Thread(this::read, "lease-" + link.board());
    reader.setDaemon(true);
    reader.start();
  }

  /** False once it has ended, for whatever reason: the lock is then free, or a job's. */
  boolean lives() {
    return reader.isAlive();
  }

  /** How it ended, where the board said so; a lost link says nothing of the kind. */
  Optional<Integer> status() {
    return status;
  }

  String errors() {
    return process.errors();
  }

  void say(String line) throws RigException {
    try {
      process.send(line);
    } catch (IOException e) {
      throw LostLink.during(link.board(), "the lease", e);
    }
  }

  /** Its next answer; empty when it ended instead. */
  Optional<String> answer() throws RigException {
    long end = System.nanoTime() + QUICK.toNanos();
    while (System.nanoTime() < end) {
      boolean lived = lives();
      Optional<String> answer = next();
      if (answer.isPresent()) {
        return answer;
      }
      if (!lived) {
        if (status.isEmpty()) {
          throw LostLink.during(link.board(), "the taking of the lease");
        }
        return Optional.empty();
      }
    }
    throw RackTrouble.at(
        link.board(),
        "no answer to the request for a lease within " + QUICK.toSeconds() + " s",
        "look at the board: is it overloaded or frozen?");
  }

  @Override
  public void close() {
    process.close();
  }

  private Optional<String> next() {
    try {
      return Optional.ofNullable(answers.poll(50, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }

  private void read() {
    try {
      status = Optional.of(process.readLines(this::hear, Duration.ofDays(30)));
    } catch (RigException e) {
      // The link is lost; whoever works over it is told so where it matters.
    }
  }

  private void hear(String line) {
    // What nobody waits for any more is dropped.
    answers.offer(line);
  }
}
