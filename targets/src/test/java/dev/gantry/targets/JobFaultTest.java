package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trouble;
import dev.gantry.targets.job.Job;
import dev.gantry.targets.job.JobFolder;
import dev.gantry.targets.job.JobOrder;
import dev.gantry.targets.lease.Lease;
import dev.gantry.targets.link.LostLink;
import dev.gantry.targets.link.SshLink;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What ends a job before its time, and that nothing is left behind. */
class JobFaultTest extends VisitBench {
  private static final Duration SHORT = Duration.ofSeconds(2);

  private void assertFree() throws RigException {
    try (SshLink link = SshLink.open(board.destination());
        Lease next = Lease.take(link, "next", SOON, () -> false)) {
      assertThat(next.held()).isTrue();
    }
  }

  @Test
  void a_runner_that_is_killed_is_told_as_killed_and_nothing_hangs() throws Exception {
    try (BoardVisit visit = visit()) {
      bring(visit);
      Consumer<String> kill = midway(() -> runners().forEach(ProcessHandle::destroyForcibly));
      Trouble told = trouble(() -> visit.run("killed", run(HOURS_OF_QUERIES), EXPECTED, kill));
      assertThat(told.blame()).isEqualTo(Blame.TOOLCHAIN);
      assertThat(told.what())
          .startsWith("the runner was killed by signal 9 without saying that it was done");
      assertThat(told.remedy()).contains("memory");
      assertThat(visit.run("killed", run(10), EXPECTED, line -> {}).files())
          .as("the visit goes on")
          .isNotEmpty();
    }
  }

  @Test
  void a_job_of_which_everything_is_killed_is_told_and_leaves_the_board_free() throws Exception {
    try (BoardVisit visit = visit()) {
      bring(visit);
      Consumer<String> kill = midway(() -> workers().forEach(ProcessHandle::destroyForcibly));
      Trouble told = trouble(() -> visit.run("gone", run(HOURS_OF_QUERIES), EXPECTED, kill));
      assertThat(told.what())
          .isEqualTo("all processes of the run of the engine were killed without a word");
    }
    assertFree();
  }

  @Test
  void a_cancelled_run_leaves_no_process() throws Exception {
    try (BoardVisit visit = visit()) {
      bring(visit);
      Consumer<String> cancel = midway(() -> cancelled.set(true));
      assertThatThrownBy(() -> visit.run("cancelled", run(HOURS_OF_QUERIES), EXPECTED, cancel))
          .isInstanceOf(CancellationException.class);
      assertThat(workers()).isEmpty();
      assertThatThrownBy(() -> bring(visit)).isInstanceOf(CancellationException.class);
    }
    assertFree();
  }

  @Test
  void a_stopped_runner_cannot_hold_up_a_cancelled_visit() throws Exception {
    try (BoardVisit visit = visit()) {
      bring(visit);
      Consumer<String> freeze =
          midway(
              () -> {
                runners().forEach(runner -> signal(runner, "STOP"));
                cancelled.set(true);
              });
      assertThatThrownBy(() -> visit.run("stopped", run(HOURS_OF_QUERIES), EXPECTED, freeze))
          .isInstanceOf(CancellationException.class);
      assertThat(workers()).isEmpty();
    }
  }

  @Test
  void a_frozen_runner_is_told_and_ended() throws Exception {
    try (BoardVisit visit = visit()) {
      bring(visit);
      Consumer<String> freeze = midway(() -> runners().forEach(r -> signal(r, "STOP")));
      Trouble told = trouble(() -> visit.run("frozen", run(HOURS_OF_QUERIES), EXPECTED, freeze));
      assertThat(told.blame()).isEqualTo(Blame.RACK);
      assertThat(told.what()).isEqualTo("the runner said nothing for 25 s: it is frozen");
      assertThat(workers()).isEmpty();
    }
    assertFree();
  }

  @Test
  void a_board_that_loses_its_power_is_a_lost_link_and_leaves_no_process() throws Exception {
    try (BoardVisit visit = visit(board.destination(), options("tests", SHORT))) {
      bring(visit);
      // Not in the reader's own thread: a cable is pulled from outside.
      Consumer<String> unplug = midway(() -> new Thread(board::close).start());
      assertThatThrownBy(() -> visit.run("unplugged", run(HOURS_OF_QUERIES), Duration.ZERO, unplug))
          .isInstanceOf(LostLink.class)
          .hasMessageContaining("the link was lost during the run of the engine");
      assertThat(progress).anyMatch(step -> step.what().startsWith("link lost "));
    }
    Await.until("the end of its processes", SOON, () -> workers().isEmpty());
  }

  @Test
  void a_run_that_takes_far_longer_than_expected_is_ended_by_the_board_itself() throws Exception {
    try (BoardSession session =
        BoardSession.open(BoardAccess.at(board.destination()), options("tests"))) {
      JobOrder order = new JobOrder("long", "exec sleep 600", Duration.ofSeconds(2), "");
      JobRun run =
          new JobRun(
              session,
              new Job(new JobFolder("tests", "long")),
              order,
              Duration.ZERO,
              "the run",
              line -> {});
      assertThat(trouble(run::report).what())
          .isEqualTo("the runner did not end within 2 s and was ended, during the run");
      assertThat(workers()).isEmpty();
    }
    assertFree();
  }
}
