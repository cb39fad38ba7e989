package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.TensorrtSetup;
import dev.gantry.runner.wire.RunnerFiles;
import dev.gantry.targets.store.StoredFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** trtexec as the tool of a board, sound and sick, behind a real sshd. */
class TrtexecToolTest extends TrtexecBench {
  @Test
  void an_engine_is_built_and_every_sample_is_answered() throws Exception {
    try (BoardVisit visit = visit("10.3")) {
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
    try (BoardVisit visit = visit("10.3")) {
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
    try (BoardVisit visit = visit("10.3")) {
      StoredFile engine = engine(visit, build(visit, Optional.empty()));
      board.fault(fault + " infer");

      RigException trouble = trouble(() -> run(visit, engine));

      assertThat(trouble.trouble().blame()).isEqualTo(Blame.TOOLCHAIN);
      assertThat(trouble.trouble().what()).contains("golden sample");
    }
  }

  @Test
  void what_is_no_number_comes_home_as_none() throws Exception {
    try (BoardVisit visit = visit("10.3")) {
      StoredFile engine = engine(visit, build(visit, Optional.empty()));
      board.fault("nan-outputs infer");

      assertThat(answers(visit, run(visit, engine), "out.tensors"))
          .hasSize(SAMPLES)
          .allMatch(value -> Float.isNaN(value));
    }
  }

  @Test
  void a_damaged_engine_is_refused_in_words() throws Exception {
    try (BoardVisit visit = visit("10.3")) {
      Path file = folder.resolve("damaged.plan");
      StoredFile engine = engine(visit, build(visit, Optional.empty()));
      byte[] bytes = Files.readAllBytes(engine.file().orElseThrow());
      bytes[bytes.length / 2] ^= 1;
      StoredFile damaged = StoredFile.of(Files.write(file, bytes));

      assertThat(trouble(() -> run(visit, damaged)).trouble().what())
          .contains("the engine cannot be read");
    }
  }

  @Test
  void too_little_memory_is_told_before_a_build_and_not_after() throws Exception {
    ByteCount tooMuch = new ByteCount(1L << 50);
    try (BoardVisit visit = visit("10.3")) {
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
    BoardAccess access =
        access(
            new TensorrtSetup(
                "10.3", OptionalInt.empty(), OptionalInt.empty(), Optional.of("/none/trtexec")));
    try (BoardVisit visit = BoardVisit.begin(access, new RunnerKit(), visitOptions())) {
      assertThat(trouble(() -> build(visit, Optional.empty())).trouble().what())
          .contains("is not there, or lacks a library (/none/trtexec)");
    }
  }
}
