package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Trial;
import dev.gantry.targets.lease.Lease;
import dev.gantry.targets.link.SshLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lease that the board lets go while the link lives, as when the harness was stopped. */
class LapsedLeaseTest extends VisitBench {
  private void endKeeper() {
    try {
      Path holder = board.home().resolve(".gantry/lease.holder");
      String pid =
          Files.readAllLines(holder).stream()
              .filter(line -> line.startsWith("pid="))
              .findFirst()
              .orElseThrow()
              .substring(4);
      ProcessHandle keeper = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
      keeper.destroyForcibly();
      Await.until("the end of the keeper", SOON, () -> !keeper.isAlive());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void a_run_goes_on_and_is_collected_under_a_new_lease(@TempDir Path here) throws Exception {
    try (BoardVisit visit = visit()) {
      bring(visit);
      RunnerReport report = visit.run("lapsed", steadily(200), EXPECTED, midway(this::endKeeper));
      visit.fetch(report, report.files().get("times.ns"), here.resolve("times.ns"));
      assertThat(here.resolve("times.ns")).hasSize(200 * 8);
      List<Trial.Gap> gaps = visit.takeGaps();
      assertThat(gaps).hasSize(1);
      assertThat(gaps.get(0).rebooted()).isFalse();
      assertThat(gaps.get(0).what())
          .isEqualTo(
              "the lease ended over there; nobody else held the board until it was leased again");
      assertThat(visit.run("after", run(10), EXPECTED, line -> {}).files()).isNotEmpty();
      assertThat(visit.takeGaps()).isEmpty();
    }
  }

  @Test
  void another_visitor_in_between_is_told() throws Exception {
    try (BoardVisit visit = visit()) {
      endKeeper();
      try (SshLink link = SshLink.open(board.destination())) {
        Lease.take(link, "grace", SOON, () -> false).close();
      }
      bring(visit);
      assertThat(visit.takeGaps())
          .extracting(Trial.Gap::what)
          .containsExactly("the lease ended over there; another visitor held the board meanwhile");
    }
  }

  @Test
  void under_the_lease_of_somebody_else_nothing_is_done() throws Exception {
    BoardVisit.VisitOptions hasty =
        new BoardVisit.VisitOptions(
            "hasty", "tests", Duration.ofSeconds(1), SOON, cancelled::get, progress::add);
    try (BoardVisit visit = visitPatiently(hasty)) {
      endKeeper();
      try (SshLink link = SshLink.open(board.destination());
          Lease next = Lease.take(link, "grace", SOON, () -> false)) {
        assertThat(trouble(() -> visit.shell().run("touch \"$HOME/spoiled\"", SOON)).what())
            .startsWith("the board is leased to grace");
        assertThat(trouble(() -> bring(visit)).what()).startsWith("the board is leased to grace");
        assertThat(next.held()).isTrue();
      }
      assertThat(visit.shell().run("echo mine", SOON).lines()).containsExactly("mine");
    }
    assertThat(board.home().resolve("spoiled")).doesNotExist();
  }

  /** The visit of the test before may still be on its way out. */
  private BoardVisit visitPatiently(BoardVisit.VisitOptions options) throws RigException {
    visit().close();
    try (SshLink link = SshLink.open(board.destination())) {
      Lease.take(link, "sweep", SOON, () -> false).close();
      Await.until("a free board", SOON, () -> free(link));
    }
    return visit(board.destination(), options);
  }

  private static boolean free(SshLink link) {
    try {
      return Lease.look(link).isEmpty();
    } catch (RigException e) {
      throw new IllegalStateException(e);
    }
  }
}
