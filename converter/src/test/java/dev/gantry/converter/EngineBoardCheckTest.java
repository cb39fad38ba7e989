package dev.gantry.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Blame;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Engine;
import dev.gantry.dossier.Expectation;
import dev.gantry.dossier.Recipe;
import dev.gantry.dossier.RequiredBoards;
import dev.gantry.dossier.RigException;
import dev.gantry.dossier.TensorrtSetup;
import dev.gantry.dossier.Trouble;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineBoardCheckTest {
  private static final Digest DIGEST = Digest.of(new byte[] {1});
  private static final Map<String, String> BUILT =
      Map.of(
          "tensorrt",
          "10.3.0",
          "cuda",
          "12.6",
          "l4t",
          "36.4.3",
          "soc",
          "tegra234",
          "gpu",
          "ga10b",
          "architecture",
          "aarch64");

  @Test
  void an_engine_may_run_where_all_that_decides_is_the_same() {
    Map<String, String> board = new HashMap<>(BUILT);
    board.put("hostname", "another");
    board.put("fan.percent", "30");

    assertThatCode(() -> admit(Backend.TRTEXEC, board)).doesNotThrowAnyException();
    assertThatCode(() -> admit(Backend.TENSORRT, board)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "tensorrt, 10.13.3, 'tensorrt 10.3.0, here 10.13.3'",
    "gpu, gb10b, 'gpu ga10b, here gb10b'",
    "soc, tegra264, 'soc tegra234, here tegra264'",
    "cuda, 13.0, 'cuda 12.6, here 13.0'",
    "l4t, 36.4.4, 'l4t 36.4.3, here 36.4.4'",
    "architecture, x86_64, 'architecture aarch64, here x86_64'",
    "gpu, , 'gpu ga10b, here unknown'",
  })
  void an_engine_of_another_board_is_refused_in_words(String fact, String here, String words) {
    Map<String, String> board = new HashMap<>(BUILT);
    board.remove(fact);
    if (here != null) {
      board.put(fact, here);
    }

    Trouble told = refusal(board);

    assertThat(told.blame()).isEqualTo(Blame.CONFIGURATION);
    assertThat(told.what())
        .isEqualTo("the engine " + DIGEST.shortName() + " was built for another board: " + words);
    assertThat(told.remedy()).contains("a kind of its own");
  }

  @Test
  void all_that_differs_is_told_at_once() {
    Map<String, String> board = new HashMap<>(BUILT);
    board.put("tensorrt", "8.5.2");
    board.put("gpu", "gv11b");

    assertThat(refusal(board).what())
        .contains("tensorrt 10.3.0, here 8.5.2; gpu ga10b, here gv11b");
  }

  @Test
  void an_engine_of_onnx_runtime_needs_no_passport() {
    assertThatCode(() -> admit(Backend.ONNXRUNTIME, Map.of())).doesNotThrowAnyException();
  }

  private static Trouble refusal(Map<String, String> board) {
    return catchThrowableOfType(RigException.class, () -> admit(Backend.TRTEXEC, board)).trouble();
  }

  private static void admit(Backend backend, Map<String, String> board) throws RigException {
    BoardKind kind =
        new BoardKind(
            "orin-nx",
            backend,
            1,
            RequiredBoards.ALL,
            Expectation.NOTHING,
            backend == Backend.ONNXRUNTIME
                ? Optional.empty()
                : Optional.of(TensorrtSetup.of("10.3")));
    Recipe recipe = new Recipe(DIGEST, kind, new TreeMap<>(BUILT), new TreeMap<>());
    new EngineBoardCheck(new Engine(DIGEST, new ByteCount(1), recipe))
        .admit("orin-nx-07", fact -> Optional.ofNullable(board.get(fact.key())));
  }
}
