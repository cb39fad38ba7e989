package dev.gantry.targets;

import dev.gantry.dossier.RigException;
import dev.gantry.targets.job.Job;
import dev.gantry.targets.job.JobLog;
import dev.gantry.targets.job.JobState;
import dev.gantry.targets.link.LostLink;
import dev.gantry.targets.link.RackTrouble;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Listens to one job until it ends, over as many links as it takes. */
final class JobFollower {
  /** A runner speaks every two seconds; one that says nothing for so long is frozen. */
  private static final Duration SILENCE = Duration.ofSeconds(25);

  /** A Java that starts says nothing yet, and takes long on a board that has much else to do. */
  private static final Duration START = Duration.ofSeconds(90);

  /** Who looks ten times a second and has not looked for so long was stopped. */
  private static final Duration DOZE = Duration.ofSeconds(3);

  private final BoardSession session;
  private final Job job;
  private final JobLog log;
  private final RunnerOutput conversation;
  private final String during;
  private final long expectedEnd;

  JobFollower(
      BoardSession session, Job job, RunnerOutput conversation, String during, Duration expected) {
    this.session = session;
    this.job = job;
    this.log = new JobLog(job.place(), during);
    this.conversation = conversation;
    this.during = during;
    this.expectedEnd = System.nanoTime() + expected.toNanos();
  }

  /** How the job stands when it runs no more, after all of its lines were heard. */
  JobState toItsEnd(OptionalLong begun) throws RigException {
    conversation.listen();
    OptionalLong known = begun;
    while (true) {
      if (session.options().cancelled().getAsBoolean()) {
        throw new CancellationException();
      }
      try {
        if (known.isPresent()) {
          // Who was just told of its beginning need not ask whether it began.
          OptionalLong process = known;
          known = OptionalLong.empty();
          listen(process);
        }
        JobState state = job.look(session.link());
        if (state.begun() && !log.over()) {
          listen(state.running());
        }
        if (state.running().isEmpty()) {
          return state;
        }
      } catch (LostLink lost) {
        session.reconnect(lost, outage());
        conversation.listen();
      }
    }
  }

  private void listen(OptionalLong process) throws RigException {
    try (JobLog.Reading reading = log.open(session.link(), process)) {
      Watch watch = new Watch(reading);
      Future<?> watching =
          session.link().clock().scheduleAtFixedRate(watch, 100, 100, TimeUnit.MILLISECONDS);
      try {
        reading.lines(conversation);
      } catch (LostLink lost) {
        if (!watch.frozen && !session.options().cancelled().getAsBoolean()) {
          throw lost;
        }
      } finally {
        watching.cancel(false);
      }
      if (watch.frozen) {
        throw RackTrouble.at(
            session.board(),
            "the runner said nothing for " + allowed().toSeconds() + " s: it is frozen",
            "look at the board: is it overloaded, swapping, or was the process stopped?");
      }
    }
  }

  private Duration allowed() {
    return conversation.begun() ? SILENCE : START;
  }

  private LinkOutage outage() {
    return LinkOutage.measuring(
        during,
        conversation.silence(),
        session.options().reconnect(),
        Duration.ofNanos(expectedEnd - System.nanoTime()));
  }

  /**
   * Checks ten times a second, here and not on the board, that the job is still wanted and speaks.
   */
  private final class Watch implements Runnable {
    private final JobLog.Reading reading;
    private volatile boolean frozen;
    private long looked = System.nanoTime();

    Watch(JobLog.Reading reading) {
      this.reading = reading;
    }

    @Override
    public void run() {
      long now = System.nanoTime();
      if (now - looked > DOZE.toNanos()) {
        // It is us who did not listen: what was said meanwhile is still to be read.
        conversation.listen();
      }
      looked = now;
      frozen = conversation.silence().compareTo(allowed()) > 0;
      if (frozen || session.options().cancelled().getAsBoolean()) {
        reading.close();
      }
    }
  }
}
