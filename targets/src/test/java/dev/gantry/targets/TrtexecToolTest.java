package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Blame;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.ElementType;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Tensor;
import dev.gantry.dossier.TensorSpec;
import dev.gantry.dossier.TensorrtSetup;
import dev.gantry.runner.tensor.TensorFileReader;
import dev.gantry.runner.tensor.TensorFileWriter;
import dev.gantry.runner.wire.RunnerFiles;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.runner.wire.TensorrtBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** trtexec as the tool of a board, sound and sick, behind a real sshd. */
class TrtexecToolTest {
  private static final Duration EXPECTED = Duration.ofSeconds(60);
  private static final int SAMPLES = 3;
  private static final int QUERIES = 50;
  private static final TensorSpec ANSWER = new TensorSpec("y", ElementType.FLOAT32, List.of(1L));

  /** One board for all tests: what is slow about it is the start. */
  @TempDir static Path folder;

  private static @Nullable JetsonStandIn started;
  private static int visits;
  private JetsonStandIn board;
  private Cargo graph;
  private Cargo samples;

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
    graph = Cargo.of(Files.write(folder.resolve("small.onnx"), SmallGraph.doubling()));
    Path file = folder.resolve("samples.tensors");
    try (TensorFileWriter writer = new TensorFileWriter(file, SAMPLES)) {
      for (int sample = 0; sample < SAMPLES; sample++) {
        writer.write(List.of(Tensor.ofFloats("x", List.of(1L), sample + 0.25f)));
      }
    }
    samples = Cargo.of(file);
  }

  @AfterEach
  void nothing_runs_on_and_the_board_is_sound() throws Exception {
    Path jobs = board.home().resolve(".gantry/jobs");
    // The watcher of a job that is over may be asleep for another second.
    for (int look = 0; look < 50 && !Standing.in(jobs).isEmpty(); look++) {
      Thread.sleep(100);
    }
    assertThat(Standing.in(jobs)).isEmpty();
    board.sound();
  }

  @Test
  void an_engine_is_built_and_every_sample_is_answered() throws Exception {
    try (Visit visit = visit("10.3")) {
      RunnerReport built = build(visit, Optional.empty());
      RunnerReport ran = run(visit, engine(visit, built));

      assertThat(built.fact("tensorrt")).contains("10.3.0");
      assertThat(ran.fact("accuracy.ms-per-sample")).isPresent();
      assertThat(ran.fact("load.ns")).isPresent();
      assertThat(ran.files())
          .containsKeys(
              "out.tensors",
              RunnerFiles.TIMES,
              RunnerFiles.ANSWERS,
              RunnerFiles.LAYERS,
              RunnerFiles.PROFILE,
              RunnerFiles.RAW_TIMES);
      assertThat(answers(visit, ran, "out.tensors")).containsExactly(0.5f, 2.5f, 4.5f);
      assertThat(answers(visit, ran, RunnerFiles.ANSWERS)).containsExactly(0.5f);
      Path times = folder.resolve("times");
      visit.fetch(ran, ran.files().get(RunnerFiles.TIMES), times);
      assertThat(times).hasSize(QUERIES * 8L);
    }
  }

  @ParameterizedTest(name = "{0} while it builds")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          out-of-memory        | said FAILED and ended with status 1 | memory ran out
          unsupported-operator | said FAILED                         | does not support an operator
          killed               | was killed by signal 9              |
          segfault             | was killed by signal 11             |
          passed-without-file  | said PASSED and wrote no engine     |
          cut-log              | trtexec                             |
          failed-exit-0        | said FAILED                         |
          passed-exit-1        | ended with status 1                 |
          """)
  void a_build_that_goes_wrong_is_told(String fault, String how, String why) throws Exception {
    board.fault(fault + " build");
    try (Visit visit = visit("10.3")) {
      RigException trouble = trouble(() -> build(visit, Optional.empty()));

      assertThat(trouble.trouble().blame()).isEqualTo(Blame.TOOLCHAIN);
      assertThat(trouble.trouble().what()).contains(how).contains(why == null ? "" : why);
    }
  }

  @ParameterizedTest(name = "{0} while it runs")
  @CsvSource({
    "killed",
    "segfault",
    "passed-without-file",
    "cut-log",
    "failed-exit-0",
    "passed-exit-1"
  })
  void a_run_that_goes_wrong_is_told_with_its_sample(String fault) throws Exception {
    try (Visit visit = visit("10.3")) {
      Cargo engine = engine(visit, build(visit, Optional.empty()));
      board.fault(fault + " infer");

      RigException trouble = trouble(() -> run(visit, engine));

      assertThat(trouble.trouble().blame()).isEqualTo(Blame.TOOLCHAIN);
      assertThat(trouble.trouble().what()).contains("golden sample");
    }
  }

  @Test
  void what_is_no_number_comes_home_as_none() throws Exception {
    try (Visit visit = visit("10.3")) {
      Cargo engine = engine(visit, build(visit, Optional.empty()));
      board.fault("nan-outputs infer");

      assertThat(answers(visit, run(visit, engine), "out.tensors"))
          .hasSize(SAMPLES)
          .allMatch(value -> Float.isNaN(value));
    }
  }

  @Test
  void a_damaged_engine_is_refused_in_words() throws Exception {
    try (Visit visit = visit("10.3")) {
      Path file = folder.resolve("damaged.plan");
      Cargo engine = engine(visit, build(visit, Optional.empty()));
      byte[] bytes = Files.readAllBytes(engine.file().orElseThrow());
      bytes[bytes.length / 2] ^= 1;
      Cargo damaged = Cargo.of(Files.write(file, bytes));

      assertThat(trouble(() -> run(visit, damaged)).trouble().what())
          .contains("the engine cannot be read");
    }
  }

  @Test
  void too_little_memory_is_told_before_a_build_and_not_after() throws Exception {
    ByteCount tooMuch = new ByteCount(1L << 50);
    try (Visit visit = visit("10.3")) {
      RigException trouble = trouble(() -> build(visit, Optional.of(tooMuch)));

      assertThat(trouble.trouble().blame()).isEqualTo(Blame.RACK);
      assertThat(trouble.trouble().what())
          .contains("cannot build here", "MiB of memory are free", "for its tactics");
    }
  }

  @Test
  void a_board_with_another_tensorrt_than_planned_is_refused() {
    RigException trouble = trouble(() -> visit("8.6").close());

    assertThat(trouble.trouble().what()).contains("has TensorRT 10.3.0", "planned with 8.6");
  }

  @Test
  void a_trtexec_that_is_not_there_is_told() throws Exception {
    Berth berth =
        berth(
            new TensorrtSetup(
                "10.3", OptionalInt.empty(), OptionalInt.empty(), Optional.of("/none/trtexec")));
    try (Visit visit = Visit.begin(berth, new RunnerKit(), guide())) {
      assertThat(trouble(() -> build(visit, Optional.empty())).trouble().what())
          .contains("ended with status 127");
    }
  }

  private Visit visit(String version) throws RigException {
    return Visit.begin(berth(TensorrtSetup.of(version)), new RunnerKit(), guide());
  }

  private Berth berth(TensorrtSetup setup) {
    return new Berth(board.door(), Optional.empty(), Backend.TRTEXEC, Optional.of(setup));
  }

  private Visit.Guide guide() {
    Duration soon = Duration.ofSeconds(20);
    return new Visit.Guide("tests", "trtexec-" + ++visits, soon, soon, () -> false, step -> {});
  }

  private RunnerReport build(Visit visit, Optional<ByteCount> workspace) throws RigException {
    visit.bring("graph", graph);
    TensorrtBuild options =
        new TensorrtBuild(
            Precision.FP32,
            Optional.of("../../timing/tests.cache"),
            workspace,
            OptionalInt.empty(),
            OptionalInt.empty());
    return visit.run(
        "build",
        new RunnerRequest.Build(
            Visit.place(graph.digest()),
            Backend.TRTEXEC.engineFile(),
            Backend.TRTEXEC,
            1,
            Optional.of(options)),
        EXPECTED,
        line -> {});
  }

  private Cargo engine(Visit visit, RunnerReport built) throws RigException, IOException {
    Path file = folder.resolve("engine.plan");
    visit.fetch(built, built.files().get(Backend.TRTEXEC.engineFile()), file);
    return Cargo.of(file);
  }

  private RunnerReport run(Visit visit, Cargo engine) throws RigException {
    visit.bring("engine", engine);
    visit.bring("samples", samples);
    return visit.run(
        "run",
        new RunnerRequest.Run(
            Visit.place(engine.digest()),
            Visit.place(samples.digest()),
            Optional.of("out.tensors"),
            Backend.TRTEXEC,
            1,
            new Scenario.Single(0, QUERIES, 1),
            1),
        List.of(ANSWER),
        EXPECTED,
        line -> {});
  }

  private List<Float> answers(Visit visit, RunnerReport ran, String name) throws Exception {
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

  private interface Act {
    void now() throws Exception;
  }

  private static RigException trouble(Act act) {
    return catchThrowableOfType(RigException.class, act::now);
  }
}
