package dev.gantry.targets;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.TensorrtSetup;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.runner.tensor.TensorFileReader;
import dev.gantry.runner.tensor.TensorFileWriter;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.runner.wire.TensorrtBuildOptions;
import dev.gantry.targets.store.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One stand-in board of JetPack 6.2 behind a real sshd, and what tests ask of its trtexec. */
abstract class TrtexecBench {
  static final Duration EXPECTED = Duration.ofSeconds(60);
  static final int SAMPLES = 3;
  static final int QUERIES = 50;

  /** One board for all tests: what is slow about it is the start. */
  @TempDir static Path folder;

  private static @Nullable JetsonStandIn started;
  private static int visits;
  JetsonStandIn board;
  StoredFile graph;
  StoredFile samples;

  @BeforeAll
  static void start() throws Exception {
    started = JetsonStandIn.start(Files.createDirectories(folder.resolve("board")), "6.2");
  }

  @AfterAll
  static void stop() {
    if (started != null) {
      started.close();
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    board = Objects.requireNonNull(started);
    lay("x", "y");
  }

  /** A model and samples of these names. */
  final void lay(String input, String output) throws IOException {
    graph =
        StoredFile.of(
            Files.write(folder.resolve("small.onnx"), SmallGraph.doubling(input, output)));
    Path file = folder.resolve("samples.tensors");
    try (TensorFileWriter writer = new TensorFileWriter(file, SAMPLES)) {
      for (int sample = 0; sample < SAMPLES; sample++) {
        writer.write(List.of(Tensor.ofFloats(input, List.of(1L), sample + 0.25f)));
      }
    }
    samples = StoredFile.of(file);
  }

  @AfterEach
  void nothing_runs_on_and_the_board_is_sound() throws IOException {
    awaitRest();
    board.sound();
  }

  /** A sleep of a second or two may outlive the script that began it, and nothing else. */
  final void awaitRest() {
    Await.until(
        "the end of all that ran in jobs",
        Duration.ofSeconds(60),
        () -> Standing.in(board.home().resolve(".gantry/jobs")).isEmpty());
  }

  final BoardVisit visit(String version) throws RigException {
    return BoardVisit.begin(access(TensorrtSetup.of(version)), new RunnerKit(), visitOptions());
  }

  final BoardAccess access(TensorrtSetup setup) {
    return new BoardAccess(
        board.destination(), Optional.empty(), Backend.TRTEXEC, Optional.of(setup));
  }

  final BoardVisit.VisitOptions visitOptions() {
    return visitOptions(() -> false);
  }

  final BoardVisit.VisitOptions visitOptions(BooleanSupplier cancelled) {
    Duration soon = Duration.ofSeconds(20);
    return new BoardVisit.VisitOptions(
        "tests", "trtexec-" + ++visits, soon, soon, cancelled, step -> {});
  }

  final RunnerReport build(BoardVisit visit, Optional<ByteCount> workspace) throws RigException {
    visit.bring("graph", graph);
    TensorrtBuildOptions options =
        new TensorrtBuildOptions(
            Precision.FP32,
            Optional.of("../../timing/tests.cache"),
            workspace,
            OptionalInt.empty(),
            OptionalInt.empty());
    return visit.run(
        "build",
        new RunnerRequest.Build(
            BoardVisit.place(graph.digest()),
            Backend.TRTEXEC.engineFile(),
            Backend.TRTEXEC,
            1,
            Optional.of(options)),
        EXPECTED,
        line -> {});
  }

  final StoredFile engine(BoardVisit visit, RunnerReport built) throws RigException, IOException {
    Path file = folder.resolve("engine.plan");
    visit.fetch(built, built.files().get(Backend.TRTEXEC.engineFile()), file);
    return StoredFile.of(file);
  }

  final RunnerReport run(BoardVisit visit, StoredFile engine) throws RigException {
    return run(visit, engine, "y");
  }

  final RunnerReport run(BoardVisit visit, StoredFile engine, String... outputs)
      throws RigException {
    visit.bring("engine", engine);
    visit.bring("samples", samples);
    return visit.run(
        "run",
        new RunnerRequest.Run(
            BoardVisit.place(engine.digest()),
            BoardVisit.place(samples.digest()),
            Optional.of("out.tensors"),
            Backend.TRTEXEC,
            1,
            new Scenario.Single(0, QUERIES, 1),
            1,
            RunnerRequest.Run.USUAL),
        Stream.of(outputs).map(TrtexecBench::answer).toList(),
        EXPECTED,
        line -> {});
  }

  private static TensorSpec answer(String name) {
    return new TensorSpec(name, ElementType.FLOAT32, List.of(1L));
  }

  final List<Float> answers(BoardVisit visit, RunnerReport ran, String name) throws Exception {
    Path file = folder.resolve("answers");
    visit.fetch(ran, ran.files().get(name), file);
    List<Float> values = new ArrayList<>();
    try (TensorFileReader reader = new TensorFileReader(file)) {
      while (reader.hasNext()) {
        values.add(reader.next().get(0).floats()[0]);
      }
    }
    return values;
  }

  interface Act {
    void now() throws Exception;
  }

  static RigException trouble(Act act) {
    return catchThrowableOfType(RigException.class, act::now);
  }
}
