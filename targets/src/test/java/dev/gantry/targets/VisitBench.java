package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Trouble;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.runner.tensor.TensorFileWriter;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.targets.link.SshDestination;
import dev.gantry.targets.store.StoredFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole visits to a board, with the real runner and a small graph. */
@Timeout(300)
abstract class VisitBench {
  static final Duration SOON = Duration.ofSeconds(20);
  static final Duration EXPECTED = Duration.ofSeconds(20);
  static final int HOURS_OF_QUERIES = 30_000_000;
  static final RunnerKit KIT = new RunnerKit();

  /** One home for all tests of a class, so that the runner's 30 MB travel once. */
  @TempDir static Path folder;

  final AtomicBoolean cancelled = new AtomicBoolean();
  final ConcurrentLinkedQueue<Progress> progress = new ConcurrentLinkedQueue<>();
  BoardServer board;
  StoredFile graph;
  StoredFile samples;

  BoardServer start(Path folder) throws Exception {
    return BoardServer.embedded(folder);
  }

  @BeforeEach
  void begin() throws Exception {
    board = start(folder);
    graph = storedFile(SmallGraph.doubling());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TensorFileWriter writer = new TensorFileWriter(bytes, 1)) {
      writer.write(List.of(Tensor.ofFloats("x", List.of(1L), 21)));
    }
    samples = storedFile(bytes.toByteArray());
  }

  @AfterEach
  void leave() {
    board.close();
  }

  static StoredFile storedFile(byte[] bytes) throws IOException {
    return StoredFile.of(() -> new ByteArrayInputStream(bytes));
  }

  BoardVisit visit() throws RigException {
    return visit(board.destination(), options("tests"));
  }

  static BoardVisit visit(SshDestination destination, BoardVisit.VisitOptions options)
      throws RigException {
    return BoardVisit.begin(destination, KIT, options);
  }

  /** Patience: the visit of the test before may still be on its way out. */
  BoardVisit.VisitOptions options(String errand) {
    return options(errand, SOON);
  }

  BoardVisit.VisitOptions options(String errand, Duration reconnect) {
    return new BoardVisit.VisitOptions(
        "tests", errand, SOON, reconnect, cancelled::get, progress::add);
  }

  RunnerRequest run(int queries) {
    return run(new Scenario.Single(0, queries, 1));
  }

  RunnerRequest run(Scenario scenario) {
    return new RunnerRequest.Run(
        BoardVisit.place(graph.digest()),
        BoardVisit.place(samples.digest()),
        Optional.of("out.tensors"),
        1,
        scenario);
  }

  /** Takes as long as it says, however fast the computer is: so many queries, 20 ms apart. */
  RunnerRequest steadily(int queries) {
    Duration period = Duration.ofMillis(20);
    return run(new Scenario.Periodic(period, period, period.multipliedBy(queries)));
  }

  void bring(BoardVisit visit) throws RigException {
    visit.bring("graph", graph);
    visit.bring("samples", samples);
  }

  Path jobs() {
    return board.home().resolve(".gantry/jobs");
  }

  /** Every process of this board that stands in the folder of a job. */
  List<ProcessHandle> workers() {
    return Standing.in(jobs());
  }

  /** The runners alone, without those who watch over them. */
  List<ProcessHandle> runners() {
    return workers().stream()
        .filter(worker -> worker.info().command().orElse("").endsWith("java"))
        .toList();
  }

  static void signal(ProcessHandle process, String name) {
    try {
      new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Does something once, as soon as the runner is in the middle of its timed round. */
  static Consumer<String> midway(Runnable what) {
    AtomicBoolean done = new AtomicBoolean();
    return line -> {
      if (timed(line) && done.compareAndSet(false, true)) {
        what.run();
      }
    };
  }

  static boolean timed(String line) {
    return line.startsWith("step ") && (line.endsWith(" timed") || line.endsWith(" periodic"));
  }

  static Trouble trouble(ThrowingCallable call) {
    RigException thrown = catchThrowableOfType(RigException.class, call);
    assertThat(thrown).as("it is trouble").isNotNull();
    return thrown.trouble();
  }
}
