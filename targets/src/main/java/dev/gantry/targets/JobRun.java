package dev.gantry.targets;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trouble;
import dev.gantry.targets.job.Job;
import dev.gantry.targets.job.JobOrder;
import dev.gantry.targets.job.JobState;
import dev.gantry.targets.lease.Lease;
import dev.gantry.targets.link.LostLink;
import dev.gantry.targets.link.RackTrouble;
import dev.gantry.targets.store.FreeSpace;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** One job of a visit: found again where it was done already, begun otherwise, and followed. */
final class JobRun {
  private final BoardSession session;
  private final Job job;
  private final JobOrder order;
  private final Duration expected;
  private final String during;
  private final Consumer<String> log;
  private boolean laid;

  JobRun(
      BoardSession session,
      Job job,
      JobOrder order,
      Duration expected,
      String during,
      Consumer<String> log) {
    this.session = session;
    this.job = job;
    this.order = order;
    this.expected = expected;
    this.during = during;
    this.log = log;
  }

  /** Waits for the end of a job that an earlier visit began; one that froze is ended. */
  static void await(BoardSession session, Job job) throws RigException {
    Instant since = Instant.now().minus(job.look(session.link()).age());
    session.gap(
        since,
        Duration.between(since, Instant.now()),
        "job " + job.place().name() + " went on while its harness was away");
    RunnerOutput unheard =
        new RunnerOutput(session.board(), line -> {}, session.options().progress());
    try {
      new JobFollower(session, job, unheard, "job " + job.place().name(), Duration.ZERO)
          .toItsEnd(OptionalLong.empty());
    } catch (LostLink e) {
      throw e;
    } catch (RigException e) {
      session.note(e.trouble().what());
    }
    // Whatever still stands in its folder would hold the board.
    job.end(session.link());
  }

  RunnerReport report() throws RigException {
    try {
      Optional<RunnerReport> kept = kept();
      if (kept.isPresent()) {
        return kept.get();
      }
      return follow(begin());
    } catch (LostLink e) {
      // The job goes on over there, and is found again.
      throw e;
    } catch (RigException e) {
      end();
      throw explained(e);
    } catch (RuntimeException e) {
      end();
      throw e;
    }
  }

  /** On a full disk, work fails in ways that look like anything else. */
  private RigException explained(RigException trouble) {
    try {
      Optional<String> full = new FreeSpace(session.link(), ".gantry").shortage();
      if (full.isPresent()) {
        return RackTrouble.at(
            session.board(),
            full.get() + "; during " + during + " it came to this: " + trouble.trouble().what(),
            "free some space there (~/.gantry/store may be emptied at any time), then run again"
                + " with --resume",
            trouble);
      }
    } catch (RigException e) {
      // The trouble at hand says more.
    }
    return trouble;
  }

  /** What an earlier visit on this errand began, and what came of it. */
  private Optional<RunnerReport> kept() throws RigException {
    JobState state = session.persist(during, link -> job.find(link, order));
    laid = state.laid();
    if (!state.isOf(order) || !state.begun()) {
      return Optional.empty();
    }
    Instant since = Instant.now().minus(state.age());
    if (state.running().isPresent()) {
      session.gap(since, state.age(), "nobody watched the beginning of " + during);
      return Optional.of(follow(OptionalLong.empty()));
    }
    // Also what had ended by then: all of a trial comes from one life of a board.
    if (state.beforeReboot()) {
      session.rebooted(since, state.age(), "the board rebooted during or after " + during);
      session.note("the board rebooted during or after " + during + ": it is done again");
      return Optional.empty();
    }
    if (state.status().orElse(-1) == 0) {
      return collected();
    }
    session.note(job.place().name() + " did not end well before: it is done again");
    return Optional.empty();
  }

  private Optional<RunnerReport> collected() throws RigException {
    try {
      RunnerReport report = follow(OptionalLong.empty());
      session.note(job.place().name() + " was done already");
      return Optional.of(report);
    } catch (LostLink e) {
      throw e;
    } catch (RigException e) {
      // Half a log, or a tale of trouble that may have passed: it is done again.
      return Optional.empty();
    }
  }

  /**
   * Its process. A link that is lost here leaves it open whether the job began, so the board is
   * asked; its answer tells no process of one that may have ended.
   */
  private OptionalLong begin() throws RigException {
    boolean asked = false;
    for (int cuts = 1; ; cuts++) {
      try {
        if (asked && job.look(session.link()).begun()) {
          return OptionalLong.empty();
        }
        Lease lease = session.hold();
        if (!laid) {
          job.lay(session.link(), order);
        }
        laid = false;
        asked = true;
        return OptionalLong.of(lease.start(job.place().folder()));
      } catch (LostLink lost) {
        if (cuts == 3) {
          throw lost;
        }
        session.reconnect(lost, LinkOutage.of(during, session.options().reconnect()));
      } catch (RigException e) {
        if (cuts == 3 || !session.lapsed()) {
          throw e;
        }
      }
    }
  }

  /** Its process where it was begun just now. */
  private RunnerReport follow(OptionalLong begun) throws RigException {
    RunnerOutput conversation =
        new RunnerOutput(session.board(), log, session.options().progress());
    JobState state = new JobFollower(session, job, conversation, during, expected).toItsEnd(begun);
    if (session.options().cancelled().getAsBoolean()) {
      throw new CancellationException();
    }
    if (state.status().isEmpty()) {
      throw vanished(state);
    }
    int status = state.status().getAsInt();
    if ((status == 124 || status == 137) && state.age().compareTo(order.limit()) >= 0) {
      throw RackTrouble.at(
          session.board(),
          "the runner did not end within "
              + order.limit().toSeconds()
              + " s and was ended, during "
              + during,
          "look at the board: is it overloaded or throttled? A build that is only slow is allowed"
              + " more with build under time-limits in the release file");
    }
    return conversation.report(job.place().name(), state);
  }

  private RigException vanished(JobState state) {
    return new RigException(
        new Trouble(
            state.beforeReboot() ? Blame.RACK : Blame.TOOLCHAIN,
            session.board(),
            state.beforeReboot()
                ? "the board rebooted during " + during
                : "all processes of " + during + " were killed without a word",
            "look at the board's memory (dmesg); where its systemd-logind has KillUserProcesses,"
                + " run loginctl enable-linger there"));
  }

  private void end() {
    try {
      if (session.link().alive()) {
        job.end(session.link());
      }
    } catch (RigException e) {
      // The trouble at hand says more; the job ends by its own limit.
    }
  }
}
