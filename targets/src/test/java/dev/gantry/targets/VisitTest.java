package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Tensor;
import dev.gantry.dossier.Trouble;
import dev.gantry.runner.tensor.TensorFileReader;
import dev.gantry.runner.tensor.TensorFileWriter;
import dev.gantry.runner.wire.RunnerLine;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.targets.link.Door;
import dev.gantry.targets.link.SshLink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole visits to an embedded board, with the real runner, and what can break in them. */
@Timeout(90)
class VisitTest {
  private static final int HOURS_OF_QUERIES = 30_000_000;
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final RunnerKit KIT = new RunnerKit();

  /** One home for all tests, so that the runner's 30 MB travel once. */
  @TempDir static Path folder;

  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final ConcurrentLinkedQueue<Progress> progress = new ConcurrentLinkedQueue<>();
  private BoardServer board;
  private Cargo graph;
  private Cargo samples;

  @BeforeEach
  void start() throws IOException {
    board = BoardServer.embedded(folder);
    graph = cargo(SmallGraph.doubling());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TensorFileWriter writer = new TensorFileWriter(bytes, 1)) {
      writer.write(List.of(Tensor.ofFloats("x", List.of(1L), 21)));
    }
    samples = cargo(bytes.toByteArray());
  }

  @AfterEach
  void leave() throws IOException {
    board.close();
    for (ProcessHandle runner : runners()) {
      runner.destroyForcibly();
    }
  }

  private static Cargo cargo(byte[] bytes) throws IOException {
    return Cargo.of(() -> new ByteArrayInputStream(bytes));
  }

  private Visit visit() throws RigException {
    return visit(board.door());
  }

  private Visit visit(Door door) throws RigException {
    // Patience: the visit of the test before may still be on its way out.
    return Visit.begin(door, KIT, new Visit.Guide("tests", SOON, cancelled::get, progress::add));
  }

  private RunnerRequest run(int queries) {
    return new RunnerRequest.Run(
        Visit.place(graph.digest()),
        Visit.place(samples.digest()),
        Optional.of("out.tensors"),
        "times.bin",
        1,
        0,
        queries);
  }

  private void bring(Visit visit) throws RigException {
    visit.bring("graph", graph);
    visit.bring("samples", samples);
  }

  private Path work() {
    return board.home().resolve(".gantry/work");
  }

  /** The runners of this board, told by the folder in which they stand. */
  private List<ProcessHandle> runners() {
    return ProcessHandle.allProcesses().filter(this::worksHere).toList();
  }

  private boolean worksHere(ProcessHandle process) {
    try {
      // Also when the folder is swept already: then the link says so behind its name.
      Path cwd = Path.of("/proc", String.valueOf(process.pid()), "cwd");
      return Files.readSymbolicLink(cwd).toString().startsWith(work().toString());
    } catch (IOException e) {
      return false;
    }
  }

  private static void signal(ProcessHandle process, String name) {
    try {
      new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Does something once, as soon as the runner is in the middle of its timed round. */
  private static Consumer<String> midway(Runnable what) {
    AtomicBoolean done = new AtomicBoolean();
    return line -> {
      if (line.startsWith("step ") && line.endsWith(" timed") && done.compareAndSet(false, true)) {
        what.run();
      }
    };
  }

  private static Trouble trouble(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    RigException thrown = catchThrowableOfType(RigException.class, call);
    assertThat(thrown).as("it is trouble").isNotNull();
    return thrown.trouble();
  }

  @Test
  void a_visit_builds_runs_and_brings_home_what_the_runner_wrote(@TempDir Path here)
      throws Exception {
    try (Visit visit = visit()) {
      bring(visit);
      RunnerReport built =
          visit.run(
              new RunnerRequest.Build(Visit.place(graph.digest()), "engine.onnx", 1), line -> {});
      assertThat(built.files()).containsOnlyKeys("engine.onnx");

      RunnerReport report = visit.run(run(500), line -> {});
      assertThat(report.files()).containsOnlyKeys("out.tensors", "times.bin");
      assertThat(report.fact("onnxruntime.version")).isPresent();
      for (RunnerLine.Wrote file : report.files().values()) {
        visit.fetch(file, here.resolve(file.name()));
        assertThat(Digest.of(Files.readAllBytes(here.resolve(file.name()))))
            .isEqualTo(file.digest());
      }
    }
    try (TensorFileReader outputs = new TensorFileReader(here.resolve("out.tensors"))) {
      assertThat(outputs.next().get(0).floats()).containsExactly(42);
    }
    assertThat(here.resolve("times.bin")).hasSize(500 * 8);
    assertThat(progress).anyMatch(step -> step.what().equals("timed") && step.total() == 500);
  }

  @Test
  void the_runner_and_the_cargo_travel_once() throws Exception {
    try (Visit first = visit()) {
      bring(first);
    }
    try (Visit second = visit()) {
      assertThat(second.kitPushed()).isEqualTo(ByteCount.ZERO);
      assertThat(second.bring("graph", graph)).isEqualTo(ByteCount.ZERO);
      assertThat(second.bring("more", cargo(new byte[] {1, 2, 3})))
          .isIn(new ByteCount(3), ByteCount.ZERO);
    }
  }

  @Test
  void a_damaged_part_of_the_runner_is_noticed_and_brought_again() throws Exception {
    visit().close();
    Path store = board.home().resolve(".gantry/store");
    Path jar;
    try (Stream<Path> files = Files.list(store)) {
      jar = files.filter(VisitTest::isArchive).findFirst().orElseThrow();
    }
    byte[] whole = Files.readAllBytes(jar);
    byte[] damaged = whole.clone();
    damaged[damaged.length / 2] ^= 1;
    Files.write(jar, damaged);
    try (Visit visit = visit()) {
      assertThat(visit.kitPushed()).isEqualTo(new ByteCount(whole.length));
      bring(visit);
      assertThat(visit.run(run(10), line -> {}).files()).hasSize(2);
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
  void leaving_sweeps_the_workplace_and_keeps_the_store() throws Exception {
    try (Visit visit = visit()) {
      bring(visit);
      visit.run(run(10), line -> {});
      assertThat(work().resolve("times.bin")).exists();
    }
    assertThat(work()).doesNotExist();
    assertThat(board.home().resolve(".gantry/store/" + graph.digest().hex())).exists();
  }

  @Test
  void what_a_killed_visit_left_behind_is_swept_by_the_next() throws Exception {
    Files.createDirectories(work());
    Files.writeString(work().resolve("times.bin"), "old");
    try (Visit visit = visit()) {
      assertThat(visit.board()).isEqualTo("bench-1");
      assertThat(work().resolve("times.bin")).doesNotExist();
    }
  }

  @Test
  void trouble_that_the_runner_tells_keeps_its_words_and_its_blame() throws Exception {
    try (Visit visit = visit()) {
      Cargo garbage = cargo(new byte[] {7, 7, 7});
      visit.bring("garbage", garbage);
      Trouble told =
          trouble(
              () ->
                  visit.run(
                      new RunnerRequest.Build(Visit.place(garbage.digest()), "e.onnx", 1),
                      line -> {}));
      assertThat(told.blame()).isEqualTo(Blame.TOOLCHAIN);
      assertThat(told.what()).startsWith("ONNX Runtime 1.");
    }
  }

  @Test
  void a_runner_that_is_killed_is_told_as_killed_and_nothing_hangs() throws Exception {
    try (Visit visit = visit()) {
      bring(visit);
      Consumer<String> kill = midway(() -> runners().forEach(ProcessHandle::destroyForcibly));
      Trouble told = trouble(() -> visit.run(run(HOURS_OF_QUERIES), kill));
      assertThat(told.blame()).isEqualTo(Blame.TOOLCHAIN);
      assertThat(told.what())
          .startsWith("the runner was killed by signal 9 without saying that it was done");
      assertThat(told.remedy()).contains("memory");
      assertThat(visit.run(run(10), line -> {}).files()).as("the visit goes on").hasSize(2);
    }
  }

  @Test
  void a_board_that_is_unplugged_is_a_lost_link_and_leaves_no_runner() throws Exception {
    try (Visit visit = visit()) {
      bring(visit);
      long before = System.nanoTime();
      // Not in the reader's own thread: a cable is pulled from outside.
      Consumer<String> unplug = midway(() -> new Thread(board::close).start());
      Trouble told = trouble(() -> visit.run(run(HOURS_OF_QUERIES), unplug));
      assertThat(told.blame()).isEqualTo(Blame.RACK);
      assertThat(told.what()).isEqualTo("the link was lost during the run of the engine");
      assertThat(told.remedy()).contains("bench-1");
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    }
    Await.until("the runner's end", SOON, () -> runners().isEmpty());
  }

  @Test
  void a_cable_that_goes_silent_mid_run_is_a_lost_link_and_the_runner_ends_with_it()
      throws Exception {
    try (Cable cable = new Cable(board.door().port());
        Visit visit = visit(board.through(cable.port()))) {
      bring(visit);
      Trouble told = trouble(() -> visit.run(run(HOURS_OF_QUERIES), midway(cable::silence)));
      assertThat(told.blame()).isEqualTo(Blame.RACK);
      assertThat(told.what()).isEqualTo("the link was lost during the run of the engine");
      // Nobody told the board: its lease ends by itself, 15 s after the last heartbeat.
      try (SshLink near = SshLink.open(board.door());
          Lease next = Lease.take(near, "next", Duration.ofSeconds(30), () -> false)) {
        assertThat(next).isNotNull();
      }
      cable.cut();
      Await.until("the runner's end", SOON, () -> runners().isEmpty());
    }
  }

  @Test
  void a_cancelled_run_stops_the_runner() throws Exception {
    try (Visit visit = visit()) {
      bring(visit);
      assertThatThrownBy(() -> visit.run(run(HOURS_OF_QUERIES), midway(() -> cancelled.set(true))))
          .isInstanceOf(CancellationException.class);
      Await.until("the runner's end", SOON, () -> runners().isEmpty());
      assertThatThrownBy(() -> bring(visit)).isInstanceOf(CancellationException.class);
    }
    assertThat(work()).as("what is cancelled is swept too").doesNotExist();
  }

  @Test
  void a_frozen_runner_cannot_hold_up_a_cancelled_visit() throws Exception {
    try (Visit visit = visit()) {
      bring(visit);
      Consumer<String> freeze =
          midway(
              () -> {
                runners().forEach(runner -> signal(runner, "STOP"));
                cancelled.set(true);
              });
      long before = System.nanoTime();
      assertThatThrownBy(() -> visit.run(run(HOURS_OF_QUERIES), freeze))
          .isInstanceOf(CancellationException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    } finally {
      runners().forEach(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void a_file_that_changed_behind_the_runner_is_not_believed(@TempDir Path here) throws Exception {
    try (Visit visit = visit()) {
      bring(visit);
      RunnerReport report = visit.run(run(10), line -> {});
      Files.writeString(work().resolve("times.bin"), "eighty bytes of nothing");
      Trouble told = trouble(() -> visit.fetch(report.files().get("times.bin"), here.resolve("t")));
      assertThat(told.blame()).isEqualTo(Blame.RACK);
      assertThat(told.what()).startsWith("times.bin arrived damaged");
    }
  }

  @Test
  void two_visits_never_share_a_board() throws Exception {
    try (Visit first = visit()) {
      Visit.Guide hasty = new Visit.Guide("second", Duration.ZERO, cancelled::get, progress::add);
      Trouble told = trouble(() -> Visit.begin(board.door(), KIT, hasty).close());
      assertThat(told.what()).startsWith("the board is leased to tests, since");
      bring(first);
      assertThat(first.run(run(10), line -> {}).files()).as("undisturbed").hasSize(2);
    }
  }

  @Test
  void a_visit_that_is_cancelled_before_it_begins_brings_nothing() {
    cancelled.set(true);
    Path fresh = board.home().resolve(".gantry/store/" + samples.digest().hex());
    boolean before = Files.exists(fresh);
    assertThatThrownBy(
            () -> {
              try (Visit visit = visit()) {
                bring(visit);
              }
            })
        .isInstanceOf(CancellationException.class);
    assertThat(Files.exists(fresh)).isEqualTo(before);
  }
}
