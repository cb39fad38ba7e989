package dev.gantry.targets.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.Expectation;
import dev.gantry.dossier.Progress;
import dev.gantry.targets.probe.RecordedBoard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateSetterTest {
  private static final String CPU = PretendJetson.CPU;

  @TempDir Path folder;
  private final List<Progress> progress = new ArrayList<>();

  @BeforeEach
  void record() throws Exception {
    new PretendJetson(folder).record();
  }

  @Test
  void a_board_is_brought_into_the_agreed_state() throws Exception {
    Expectation expectation = expect("MAXN_SUPER", Expectation.Clocks.LOCKED, 80);
    try (RecordedBoard board = RecordedBoard.open(folder)) {
      List<String> done = setter(Duration.ZERO).establish(board, expectation, observe(board));

      assertThat(done)
          .containsExactly(
              "ran nvpmodel -m 2",
              "ran jetson_clocks",
              "set the fan to 80 % and stopped nvfancontrol");
      assertThat(new StateContract(expectation).violations(observe(board), StateMoment.BEFORE))
          .isEmpty();
      assertThat(setter(Duration.ZERO).establish(board, expectation, observe(board))).isEmpty();
      assertThat(
              setter(Duration.ZERO)
                  .establish(board, expect("15W", Expectation.Clocks.FREE, 0), observe(board)))
          .containsExactly("ran nvpmodel -m 0", "ran jetson_clocks --restore");
      assertThat(observe(board)).containsEntry("clocks", "free");
    }
  }

  @Test
  void a_mode_that_needs_a_restart_is_left_to_people() throws Exception {
    try (RecordedBoard board = RecordedBoard.open(folder)) {
      List<String> done =
          setter(Duration.ZERO)
              .establish(board, expect("25W", Expectation.Clocks.LOCKED, 0), observe(board));

      assertThat(done.get(0))
          .isEqualTo(
              "could not set power mode 25W: it takes effect only after a restart of the board,"
                  + " which is left to you: nvpmodel -m 1");
      assertThat(board.root().resolve("rebooted")).doesNotExist();
    }
  }

  @Test
  void without_root_it_says_so_and_sets_nothing() throws Exception {
    new PretendJetson(folder).tool("sudo", "echo 'sudo: a password is required' >&2; exit 1");
    try (RecordedBoard board = RecordedBoard.open(folder)) {
      List<String> done =
          setter(Duration.ZERO)
              .establish(board, expect("MAXN_SUPER", Expectation.Clocks.LOCKED, 0), observe(board));

      assertThat(done)
          .containsExactly(
              "could not set power mode MAXN_SUPER: nvpmodel -m 2: sudo: a password is required",
              "could not lock the clocks: jetson_clocks: sudo: a password is required");
    }
  }

  @Test
  void on_plain_linux_the_governor_is_set_and_set_back() throws Exception {
    Files.delete(folder.resolve("bin/jetson_clocks"));
    Files.writeString(
        folder.resolve("files.txt"),
        String.join(
            "\n",
            CPU + "scaling_min_freq:400000",
            CPU + "scaling_max_freq:4400000",
            CPU + "scaling_available_governors:performance powersave",
            CPU + "scaling_governor:powersave",
            ""));
    try (RecordedBoard board = RecordedBoard.open(folder)) {
      assertThat(
              setter(Duration.ZERO)
                  .establish(board, clocks(Expectation.Clocks.LOCKED), observe(board)))
          .containsExactly("set the governor performance (cores: 1)");
      assertThat(observe(board)).containsEntry("clocks", "locked");
      assertThat(
              setter(Duration.ZERO)
                  .establish(board, clocks(Expectation.Clocks.FREE), observe(board)))
          .containsExactly("set the governor powersave (cores: 1)");
      assertThat(observe(board)).containsEntry("clocks", "free");
    }
  }

  @Test
  void clocks_that_nobody_can_set_are_told() throws Exception {
    Files.delete(folder.resolve("bin/jetson_clocks"));
    Files.writeString(folder.resolve("files.txt"), "/etc/hostname:virtual\n");
    try (RecordedBoard board = RecordedBoard.open(folder)) {
      assertThat(
              setter(Duration.ZERO)
                  .establish(board, clocks(Expectation.Clocks.LOCKED), observe(board)))
          .containsExactly("could not lock the clocks: no core has a governor");
    }
  }

  @Test
  void an_unknown_mode_is_refused_with_those_that_there_are() throws Exception {
    try (RecordedBoard board = RecordedBoard.open(folder)) {
      assertThat(
              setter(Duration.ZERO)
                  .establish(board, expect("MAXN", Expectation.Clocks.LOCKED, 0), observe(board)))
          .contains("could not set power mode MAXN: the board knows 0=15W 1=25W 2=MAXN_SUPER");
    }
  }

  @Test
  void it_waits_for_the_board_to_cool_down_but_not_for_ever() throws Exception {
    Expectation cool = cool(45);
    try (RecordedBoard board = RecordedBoard.open(folder)) {
      assertThat(setter(Duration.ofMillis(1)).establish(board, cool, observe(board)))
          .singleElement()
          .asString()
          .contains("from 58.3 C to 58.3 C");
      assertThat(progress).extracting(Progress::what).contains("cools down: 58.3 C, until 45.0 C");
      StateSetter impatient = new StateSetter(Duration.ofMinutes(5), () -> true, progress::add);
      assertThatThrownBy(() -> impatient.establish(board, cool, observe(board)))
          .isInstanceOf(CancellationException.class);
    }
  }

  private StateSetter setter(Duration longest) {
    return new StateSetter(longest, () -> false, progress::add);
  }

  private static java.util.SortedMap<String, String> observe(RecordedBoard board) throws Exception {
    return StateObserver.observe(board);
  }

  private static Expectation expect(String mode, Expectation.Clocks clocks, int fan) {
    return new Expectation(
        Optional.empty(),
        Optional.of(mode),
        Optional.of(clocks),
        Optional.of(new Expectation.Fan(fan)),
        OptionalDouble.empty(),
        false);
  }

  private static Expectation clocks(Expectation.Clocks clocks) {
    return new Expectation(
        Optional.empty(),
        Optional.empty(),
        Optional.of(clocks),
        Optional.empty(),
        OptionalDouble.empty(),
        false);
  }

  private static Expectation cool(double celsius) {
    return new Expectation(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.of(celsius),
        false);
  }
}
