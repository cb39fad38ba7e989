package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.dossier.Trial;
import dev.gantry.targets.lease.Lease;
import dev.gantry.targets.lease.LeaseHolder;
import dev.gantry.targets.link.LostLink;
import dev.gantry.targets.link.SshLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that outlive the link, or the harness, by which they were begun. */
abstract class ReattachContract extends VisitBench {
  private static final int QUERIES = 600;

  private List<String> written(String job) throws IOException {
    return Files.readAllLines(jobs().resolve("tests." + job + "/log")).stream()
        .filter(line -> !line.isEmpty() && !line.equals("alive") && !line.startsWith("over "))
        .toList();
  }

  /**
   * Begins a job of 12 s over a cable that is then pulled for good, as if the harness were killed.
   */
  private void abandon(String job, int queries) throws Exception {
    try (Cable cable = new Cable(board.destination().port())) {
      BoardVisit lost = visit(board.through(cable.port()), options("tests", Duration.ZERO));
      bring(lost);
      LostLink told =
          catchThrowableOfType(
              LostLink.class,
              () -> lost.run(job, steadily(queries), Duration.ZERO, midway(cable::pull)));
      assertThat(told).as("the link is lost").isNotNull();
    }
    assertThat(runners()).as("it goes on").hasSize(1);
  }

  @Test
  void a_link_that_is_cut_for_five_seconds_leaves_one_unbroken_run(@TempDir Path here)
      throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    try (Cable cable = new Cable(board.destination().port());
        BoardVisit visit = visit(board.through(cable.port()), options("tests"))) {
      bring(visit);
      Runnable pull =
          () -> {
            cable.pull();
            CompletableFuture.delayedExecutor(5, TimeUnit.SECONDS).execute(cable::plug);
          };
      RunnerReport report =
          visit.run("cut", steadily(QUERIES), EXPECTED, midway(pull).andThen(heard::add));
      assertThat(heard).as("neither doubled nor lost").isEqualTo(written("cut"));
      assertThat(heard).filteredOn(line -> line.equals("end ok")).hasSize(1);
      visit.fetch(report, report.files().get("times.ns"), here.resolve("times.ns"));
      assertThat(here.resolve("times.ns")).hasSize(QUERIES * 8L);
      List<Trial.Gap> gaps = visit.takeGaps();
      assertThat(gaps).hasSize(1);
      assertThat(gaps.get(0).rebooted()).isFalse();
      assertThat(gaps.get(0).length()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(60));
      assertThat(visit.takeGaps()).isEmpty();
    }
    assertThat(progress)
        .anyMatch(step -> step.what().endsWith("a measurement over there goes on without it"));
  }

  @Test
  void a_killed_harness_finds_its_job_again_and_runs_nothing_twice(@TempDir Path here)
      throws Exception {
    abandon("found", QUERIES);
    String began = Files.readString(jobs().resolve("tests.found/started"));
    try (BoardVisit visit = visit()) {
      bring(visit);
      RunnerReport report = visit.run("found", steadily(QUERIES), EXPECTED, line -> {});
      assertThat(Files.readString(jobs().resolve("tests.found/started"))).isEqualTo(began);
      visit.fetch(report, report.files().get("times.ns"), here.resolve("times.ns"));
      assertThat(here.resolve("times.ns")).hasSize(QUERIES * 8L);
      assertThat(visit.takeGaps()).hasSize(1);
      assertThat(visit.run("found", steadily(QUERIES), EXPECTED, line -> {}).files())
          .isEqualTo(report.files());
      assertThat(visit.run("found", steadily(50), EXPECTED, line -> {}).files())
          .as("another request of the same name")
          .isNotEqualTo(report.files());
    }
  }

  @Test
  void another_visitor_waits_until_an_abandoned_job_has_ended() throws Exception {
    abandon("waited-for", QUERIES);
    try (SshLink link = SshLink.open(board.destination())) {
      Await.until("the keeper's end", SOON, () -> away(link));
      LeaseHolder holder = Lease.look(link).orElseThrow();
      assertThat(holder.job()).contains("tests.waited-for");
      assertThat(holder.toString())
          .endsWith("(measuring waited-for, which goes on while its harness is away)")
          .startsWith("tests since ");
    }
    try (BoardVisit other = visit(board.destination(), options("other"))) {
      assertThat(other.board()).startsWith("bench-");
      assertThat(Files.readString(jobs().resolve("tests.waited-for/status")).strip())
          .isEqualTo("0");
      assertThat(runners()).isEmpty();
    }
    assertThat(jobs().resolve("tests.waited-for/times.ns")).as("fresh, so kept").exists();
  }

  private static boolean away(SshLink link) {
    try {
      return Lease.look(link).filter(LeaseHolder::away).isPresent();
    } catch (dev.gantry.dossier.RigException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_board_that_was_started_anew_meanwhile_is_told_and_the_job_done_again() throws Exception {
    abandon("rebooted", QUERIES);
    workers().forEach(ProcessHandle::destroyForcibly);
    Await.until("the end of its processes", SOON, () -> workers().isEmpty());
    Files.writeString(jobs().resolve("tests.rebooted/boot"), "another start of this board\n");
    try (BoardVisit visit = visit()) {
      bring(visit);
      visit.run("rebooted", steadily(QUERIES), EXPECTED, line -> {});
      assertThat(visit.takeGaps()).anyMatch(Trial.Gap::rebooted);
    }
    assertThat(written("rebooted")).filteredOn(line -> line.equals("end ok")).hasSize(1);
  }

  @Test
  void a_status_that_is_no_number_is_not_believed() throws Exception {
    try (BoardVisit visit = visit()) {
      bring(visit);
      for (String garbage : List.of("", "garbage\n", "0\n0\n", "\u0000\u0000")) {
        visit.run("garbage", run(10), EXPECTED, line -> {});
        Path folder = jobs().resolve("tests.garbage");
        String began = Files.readString(folder.resolve("started"));
        Files.writeString(folder.resolve("status"), garbage);
        visit.run("garbage", run(10), EXPECTED, line -> {});
        assertThat(Files.readString(folder.resolve("started"))).isNotEqualTo(began);
      }
    }
  }

  @Test
  void half_a_log_is_not_believed() throws Exception {
    try (BoardVisit visit = visit()) {
      bring(visit);
      RunnerReport whole = visit.run("half", run(10), EXPECTED, line -> {});
      Path log = jobs().resolve("tests.half/log");
      Files.writeString(log, Files.readString(log).substring(0, 40));
      assertThat(visit.run("half", run(10), EXPECTED, line -> {}).files().keySet())
          .isEqualTo(whole.files().keySet());
    }
  }
}
