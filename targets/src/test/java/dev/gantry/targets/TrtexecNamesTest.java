package dev.gantry.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.targets.store.StoredFile;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of inputs and outputs that trtexec takes apart, or names its files otherwise by. */
class TrtexecNamesTest extends TrtexecBench {
  @ParameterizedTest
  @CsvSource({
    "/in:0,      /head/cls:0",
    "serving x,  (y) & $HOME; *",
    "x,          fläche:0",
    "x.output.1, y.output.1.fp32.raw"
  })
  void an_odd_name_is_fed_and_its_answers_are_found(String input, String output) throws Exception {
    lay(input, output);
    try (BoardVisit visit = visit("10.3")) {
      RunnerReport ran = run(visit, engine(visit, build(visit, Optional.empty())), output);

      assertThat(answers(visit, ran, "out.tensors")).containsExactly(0.5f, 2.5f, 4.5f);
    }
  }

  @Test
  void names_whose_files_cannot_be_told_apart_are_refused_before_anything_runs() throws Exception {
    try (BoardVisit visit = visit("10.3")) {
      StoredFile engine = engine(visit, build(visit, Optional.empty()));
      board.fault("killed infer");

      assertThat(trouble(() -> run(visit, engine, "a/b", "a:b")).trouble().what())
          .contains("'a/b' and 'a:b'", "rename");
    }
  }

  @Test
  void an_input_that_trtexec_would_split_is_refused_before_anything_runs() throws Exception {
    lay("a,b", "y");
    try (BoardVisit visit = visit("10.3")) {
      StoredFile engine = engine(visit, build(visit, Optional.empty()));
      board.fault("killed infer");

      assertThat(trouble(() -> run(visit, engine)).trouble().what())
          .contains("'a,b' cannot be named to trtexec");
    }
  }
}
