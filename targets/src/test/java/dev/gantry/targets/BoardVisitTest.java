package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.Trouble;
import dev.gantry.runner.tensor.TensorFileReader;
import dev.gantry.runner.wire.RunnerLine;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.targets.store.StoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A visit that nothing disturbs, and what a board may have become before it. */
class BoardVisitTest extends VisitBench {
  @Test
  void a_visit_builds_runs_and_brings_home_what_the_runner_wrote(@TempDir Path here)
      throws Exception {
    try (BoardVisit visit = visit()) {
      bring(visit);
      RunnerReport built =
          visit.run(
              "build",
              new RunnerRequest.Build(BoardVisit.place(graph.digest()), "engine.onnx", 1),
              EXPECTED,
              line -> {});
      assertThat(built.files()).containsOnlyKeys("engine.onnx");

      RunnerReport report = visit.run("work", run(500), EXPECTED, line -> {});
      assertThat(report.files()).containsKeys("out.tensors", "times.ns");
      assertThat(report.fact("onnxruntime.version")).isPresent();
      for (RunnerLine.Wrote file : report.files().values()) {
        visit.fetch(report, file, here.resolve(file.name()));
        assertThat(Digest.of(Files.readAllBytes(here.resolve(file.name()))))
            .isEqualTo(file.digest());
      }
      assertThat(visit.takeGaps()).isEmpty();
    }
    try (TensorFileReader outputs = new TensorFileReader(here.resolve("out.tensors"))) {
      assertThat(outputs.next().get(0).floats()).containsExactly(42);
    }
    assertThat(here.resolve("times.ns")).hasSize(500 * 8);
    assertThat(progress).anyMatch(step -> step.what().equals("timed") && step.total() == 500);
  }

  @Test
  void the_runner_and_the_cargo_travel_once() throws Exception {
    try (BoardVisit first = visit()) {
      bring(first);
    }
    try (BoardVisit second = visit()) {
      assertThat(second.kitPushed()).isEqualTo(ByteCount.ZERO);
      assertThat(second.bring("graph", graph)).isEqualTo(ByteCount.ZERO);
      assertThat(second.bring("more", storedFile(new byte[] {1, 2, 3})))
          .isIn(new ByteCount(3), ByteCount.ZERO);
    }
  }

  @Test
  void a_damaged_part_of_the_runner_is_noticed_and_brought_again() throws Exception {
    visit().close();
    Path store = board.home().resolve(".gantry/store");
    Path jar;
    try (Stream<Path> files = Files.list(store)) {
      jar = files.filter(BoardVisitTest::isArchive).findFirst().orElseThrow();
    }
    byte[] whole = Files.readAllBytes(jar);
    byte[] damaged = whole.clone();
    damaged[damaged.length / 2] ^= 1;
    Files.write(jar, damaged);
    try (BoardVisit visit = visit()) {
      assertThat(visit.kitPushed()).isEqualTo(new ByteCount(whole.length));
      bring(visit);
      assertThat(visit.run("whole-again", run(10), EXPECTED, line -> {}).files()).isNotEmpty();
    }
  }

  private static boolean isArchive(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return bytes.length > 2 && bytes[0] == 'P' && bytes[1] == 'K';
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void finished_work_stays_until_it_is_discarded() throws Exception {
    try (BoardVisit visit = visit()) {
      bring(visit);
      visit.run("cell.single-1", run(10), EXPECTED, line -> {});
      visit.run("other.single-1", run(10), EXPECTED, line -> {});
    }
    assertThat(jobs().resolve("tests.cell.single-1/times.ns")).exists();
    try (BoardVisit visit = visit()) {
      visit.discard("cell.");
    }
    assertThat(jobs().resolve("tests.cell.single-1")).doesNotExist();
    assertThat(jobs().resolve("tests.other.single-1/times.ns")).exists();
    assertThat(board.home().resolve(".gantry/store/" + graph.digest().hex())).exists();
  }

  @Test
  void trouble_that_the_runner_tells_keeps_its_words_and_its_blame() throws Exception {
    try (BoardVisit visit = visit()) {
      StoredFile garbage = storedFile(new byte[] {7, 7, 7});
      visit.bring("garbage", garbage);
      Trouble told =
          trouble(
              () ->
                  visit.run(
                      "bad-build",
                      new RunnerRequest.Build(BoardVisit.place(garbage.digest()), "e.onnx", 1),
                      EXPECTED,
                      line -> {}));
      assertThat(told.blame()).isEqualTo(Blame.TOOLCHAIN);
      assertThat(told.what()).startsWith("ONNX Runtime 1.");
    }
  }

  @Test
  void a_file_that_changed_behind_the_runner_is_not_believed(@TempDir Path here) throws Exception {
    try (BoardVisit visit = visit()) {
      bring(visit);
      RunnerReport report = visit.run("changed", run(10), EXPECTED, line -> {});
      Files.writeString(jobs().resolve("tests.changed/times.ns"), "eighty bytes of nothing");
      Trouble told =
          trouble(() -> visit.fetch(report, report.files().get("times.ns"), here.resolve("t")));
      assertThat(told.blame()).isEqualTo(Blame.RACK);
      assertThat(told.what()).startsWith("times.ns arrived damaged");
      RunnerReport again = visit.run("changed", run(10), EXPECTED, line -> {});
      visit.fetch(again, again.files().get("times.ns"), here.resolve("t"));
    }
  }

  @Test
  void what_was_seen_of_the_board_meanwhile_comes_home_and_nobody_goes_on_watching(
      @TempDir Path here) throws Exception {
    try (BoardVisit visit = visit()) {
      bring(visit);
      RunnerReport report = visit.run("watched", steadily(150), EXPECTED, line -> {});
      Await.until("nobody watches any more", SOON, () -> workers().isEmpty());
      RunnerLine.Wrote file = visit.fetchTelemetry(report, here.resolve("seen")).orElseThrow();
      assertThat(Digest.of(Files.readAllBytes(here.resolve("seen")))).isEqualTo(file.digest());

      Path telemetry = jobs().resolve("tests.unseen/telemetry");
      RunnerReport unseen =
          visit.run("unseen", steadily(50), EXPECTED, midway(() -> delete(telemetry)));
      assertThat(visit.fetchTelemetry(unseen, here.resolve("none"))).isEmpty();
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_command_runs_under_the_lease_of_the_visit() throws Exception {
    try (BoardVisit visit = visit()) {
      assertThat(visit.shell().run("echo here", SOON).lines()).containsExactly("here");
      Path token = board.home().resolve(".gantry/lease.token");
      Files.writeString(token, "999999\n");
      assertThat(trouble(() -> visit.shell().run("touch x", SOON)).what())
          .startsWith("the lease is someone else's now");
    }
  }

  @Test
  void two_visits_never_share_a_board() throws Exception {
    try (BoardVisit first = visit()) {
      BoardVisit.VisitOptions hasty =
          new BoardVisit.VisitOptions(
              "second", "second", Duration.ZERO, SOON, cancelled::get, progress::add);
      Trouble told = trouble(() -> BoardVisit.begin(board.destination(), KIT, hasty).close());
      assertThat(told.what()).startsWith("the board is leased to tests since ");
      assertThat(told.what()).endsWith("Z (measuring)");
      bring(first);
      assertThat(first.run("shared", run(10), EXPECTED, line -> {}).files())
          .as("undisturbed")
          .isNotEmpty();
    }
  }

  @Test
  void a_visit_that_is_cancelled_in_the_middle_of_a_push_stops_there() throws Exception {
    byte[] bytes = new byte[16 << 20];
    new java.util.Random(42).nextBytes(bytes);
    StoredFile big = storedFile(bytes);
    AtomicLong pushed = new AtomicLong();
    Consumer<Progress> cancel =
        step -> {
          if (step.what().equals("push big")) {
            pushed.set(step.done());
            cancelled.set(step.done() > 1_000_000);
          }
        };
    BoardVisit.VisitOptions options =
        new BoardVisit.VisitOptions("tests", "tests", SOON, SOON, cancelled::get, cancel);
    try (BoardVisit visit = visit(board.destination(), options)) {
      assertThatThrownBy(() -> visit.bring("big", big)).isInstanceOf(CancellationException.class);
    }
    assertThat(pushed).hasValueBetween(1_000_000, bytes.length / 2);
    try (Stream<Path> store = Files.list(board.home().resolve(".gantry/store"))) {
      assertThat(store).noneMatch(file -> file.toString().contains(big.digest().hex()));
    }
  }

  @Test
  void a_visit_that_is_cancelled_before_it_begins_brings_nothing() {
    cancelled.set(true);
    Path fresh = board.home().resolve(".gantry/store/" + samples.digest().hex());
    boolean before = Files.exists(fresh);
    assertThatThrownBy(
            () -> {
              try (BoardVisit visit = visit()) {
                bring(visit);
              }
            })
        .isInstanceOf(CancellationException.class);
    assertThat(Files.exists(fresh)).isEqualTo(before);
  }
}
