package dev.gantry.validation.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Expectation;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.Trial;
import dev.gantry.dossier.Trial.EvidenceFile;
import dev.gantry.dossier.Trial.Gap;
import dev.gantry.dossier.Trial.ObservedState;
import dev.gantry.dossier.Trial.TimedRound;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.runner.tensor.TensorFileWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Times count only where the board and the engine were what they should be. */
class TimingValidityTest {
  private static final Scenario SINGLE = new Scenario.Single(0, 10, 3);
  private static final Scenario SOAK =
      new Scenario.Soak(Duration.ofMinutes(1), Duration.ofMinutes(3));
  private static final Expectation LOCKED =
      new Expectation(
          Optional.empty(),
          Optional.empty(),
          Optional.of(Expectation.Clocks.LOCKED),
          Optional.empty(),
          OptionalDouble.empty(),
          false);

  @TempDir Path folder;

  private final List<TimedRound> rounds = new ArrayList<>();
  private final List<ObservedState> states = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();

  @BeforeEach
  void three_outputs() throws IOException {
    write("outputs.tensors", scores(1, 2), scores(3, 4), scores(5, 6));
  }

  @Test
  void a_timed_run_that_answers_alike_is_believed() throws IOException {
    answered(SINGLE, "0,2,0", scores(1, 2), scores(5, 6), scores(1, 2));
    assertThat(doubts(Expectation.NOTHING)).isEmpty();
  }

  @Test
  void a_hair_of_difference_is_the_order_of_adding_up() throws IOException {
    answered(SINGLE, "1", scores(3, 4.0005f));
    assertThat(doubts(Expectation.NOTHING)).isEmpty();
  }

  @Test
  void a_fast_wrong_engine_is_not_believed() throws IOException {
    answered(SINGLE, "0,2", scores(1, 2), scores(5, 4.5f));
    assertThat(doubts(Expectation.NOTHING))
        .containsExactly(
            "the timed single run answered otherwise than the accuracy run: sample 2, output y,"
                + " 14.3 dB");
  }

  @Test
  void one_that_answers_nothing_or_something_else_is_not_believed_either() throws IOException {
    answered(SINGLE, "0", scores(0, 0));
    answered(SINGLE, "1", scores(3, Float.NaN));
    answered(SINGLE, "2", Tensor.ofFloats("z", List.of(1L, 2L), 5, 6));
    answered(SINGLE, "2", Tensor.ofFloats("y", List.of(2L), 5, 6));
    assertThat(doubts(Expectation.NOTHING))
        .hasSize(2)
        .first()
        .asString()
        .contains("sample 0, output y, 0.0 dB");
    rounds.remove(0);
    assertThat(doubts(Expectation.NOTHING))
        .hasSize(3)
        .anyMatch(doubt -> doubt.contains("sample 1, output y, 1 values are not finite alike"))
        .anyMatch(doubt -> doubt.contains("sample 2, output y, it is missing"));
  }

  @Test
  void a_round_without_answers_proves_nothing() throws IOException {
    answered(SINGLE, "0", scores(1, 2));
    round(SINGLE, Optional.empty(), Map.of());
    assertThat(doubts(Expectation.NOTHING))
        .singleElement()
        .asString()
        .startsWith("no answer of the timed single run was kept");
  }

  @Test
  void the_windows_of_a_soak_share_their_answers() throws IOException {
    answered(SOAK, "0", scores(1, 2));
    round(SOAK, Optional.empty(), Map.of());
    assertThat(doubts(Expectation.NOTHING)).isEmpty();
    rounds.remove(0);
    assertThat(doubts(Expectation.NOTHING)).singleElement().asString().contains("timed soak run");
  }

  @Test
  void answers_that_do_not_fit_what_was_told_of_them_are_damaged_evidence() throws IOException {
    for (String told : new String[] {"", "0", "0,1,2", "0,x", "-1,0", "0,3", "0,99999999999"}) {
      rounds.clear();
      answered(SINGLE, told, scores(1, 2), scores(1, 2));
      assertThatThrownBy(() -> doubts(Expectation.NOTHING))
          .as(told)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_board_started_anew_is_told_and_a_lost_link_is_not_a_doubt() throws IOException {
    gaps.add(new Gap(Instant.EPOCH, Duration.ofSeconds(20), false, "the link was lost"));
    assertThat(doubts(Expectation.NOTHING)).isEmpty();
    gaps.add(new Gap(Instant.EPOCH, Duration.ofSeconds(20), true, "the board is back"));
    assertThat(doubts(Expectation.NOTHING))
        .containsExactly(
            "the board was started anew while nobody watched it, at 1970-01-01T00:00:00Z");
  }

  @Test
  void the_clock_of_any_round_may_have_jumped() throws IOException {
    answered(SINGLE, "0", scores(1, 2));
    answered(SINGLE, "0", scores(1, 2));
    jumped("-7000");
    jumped("400");
    assertThat(doubts(Expectation.NOTHING))
        .containsExactly("the board's clock jumped by -7000 ms during a timed round");
    jumped("soon");
    assertThatThrownBy(() -> doubts(Expectation.NOTHING)).isInstanceOf(IOException.class);
  }

  private void jumped(String drift) throws IOException {
    round(SOAK, Optional.of(answers(scores(1, 2))), facts("0", Map.of("clock.drift-ms", drift)));
  }

  @Test
  void a_board_that_left_its_state_is_not_believed() throws IOException {
    states.add(state("locked"));
    states.add(state("locked"));
    assertThat(doubts(LOCKED)).isEmpty();
    states.add(state("free"));
    assertThat(doubts(LOCKED))
        .singleElement()
        .asString()
        .startsWith("after the measurement clocks are free, locked is expected");
    assertThat(doubts(Expectation.NOTHING)).as("what nobody asked for").isEmpty();
  }

  @Test
  void a_board_that_slowed_itself_down_meanwhile_is_not_believed() throws IOException {
    states.add(state("locked"));
    states.add(state("locked"));
    answered(SINGLE, "0", scores(1, 2));
    watched("at 1 throttled=7 temp.cpu=50000", "at 2 throttled=7 temp.cpu=50000");
    assertThat(doubts(LOCKED)).isEmpty();
    watched("at 1 throttled=7 temp.cpu=50000", "at 2 throttled=9 temp.cpu=99000");
    assertThat(doubts(LOCKED))
        .singleElement()
        .asString()
        .startsWith("the board slowed itself down during the run");
    assertThat(doubts(Expectation.NOTHING)).isEmpty();
  }

  private void watched(String... lines) throws IOException {
    String name = "telemetry-" + rounds.size();
    Files.write(folder.resolve(name), List.of(lines));
    answered(SINGLE, "0", scores(1, 2));
    TimedRound bare = rounds.remove(rounds.size() - 1);
    rounds.add(
        new TimedRound(
            bare.scenario(), bare.times(), bare.answers(), Optional.of(file(name)), bare.facts()));
  }

  @Test
  void what_nobody_watched_is_not_believed_where_a_state_is_expected() throws IOException {
    states.add(state("locked"));
    states.add(state("locked"));
    answered(SINGLE, "0", scores(1, 2));
    assertThat(doubts(LOCKED)).containsExactly("nobody watched the board during the measurement");
    assertThat(doubts(Expectation.NOTHING)).isEmpty();
  }

  @Test
  void a_state_that_nobody_looked_at_is_not_the_agreed_one() throws IOException {
    assertThat(doubts(LOCKED)).hasSize(1);
    states.add(state("locked"));
    assertThat(doubts(LOCKED)).singleElement().asString().contains("before and after");
  }

  private List<String> doubts(Expectation expected) throws IOException {
    Trial.Measured trial =
        new Trial.Measured(
            new Cell("model", Precision.FP32, "cpu"),
            "bench-1",
            true,
            Instant.EPOCH,
            Instant.EPOCH,
            Digest.of(new byte[1]),
            file("outputs.tensors"),
            rounds,
            states,
            gaps,
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(),
            Trial.Pushed.NOTHING,
            List.of());
    return new TimingValidity(new TrialFolder(folder, trial), expected).doubts();
  }

  private void answered(Scenario scenario, String samples, Tensor... answers) throws IOException {
    round(scenario, Optional.of(answers(answers)), facts(samples, Map.of()));
  }

  private static Map<String, String> facts(String samples, Map<String, String> more) {
    Map<String, String> facts = new TreeMap<>(more);
    facts.put("answers.samples", samples);
    return facts;
  }

  private String answers(Tensor... answers) throws IOException {
    String name = "answers-" + rounds.size() + ".tensors";
    write(name, answers);
    return name;
  }

  private void round(Scenario scenario, Optional<String> answers, Map<String, String> facts) {
    rounds.add(
        new TimedRound(
            scenario,
            file("times-" + rounds.size() + ".ns"),
            answers.map(TimingValidityTest::file),
            Optional.empty(),
            new TreeMap<>(facts)));
  }

  private static ObservedState state(String clocks) {
    return new ObservedState(Instant.EPOCH, new TreeMap<>(Map.of("clocks", clocks)));
  }

  private static EvidenceFile file(String name) {
    return new EvidenceFile(name, Digest.of(new byte[1]), ByteCount.ZERO);
  }

  private void write(String name, Tensor... samples) throws IOException {
    try (TensorFileWriter writer = new TensorFileWriter(folder.resolve(name), samples.length)) {
      for (Tensor sample : Arrays.asList(samples)) {
        writer.write(List.of(sample));
      }
    }
  }

  private static Tensor scores(float... values) {
    return Tensor.ofFloats("y", List.of(1L, 2L), values);
  }
}
