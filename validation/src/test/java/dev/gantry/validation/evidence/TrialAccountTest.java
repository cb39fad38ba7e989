package dev.gantry.validation.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.offset;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Cell;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.GoldenSet;
import dev.gantry.dossier.JudgedRelease.Account;
import dev.gantry.dossier.JudgedRelease.Ran;
import dev.gantry.dossier.JudgedRelease.Window;
import dev.gantry.dossier.Precision;
import dev.gantry.dossier.Scenario;
import dev.gantry.dossier.TaskMetric;
import dev.gantry.dossier.TaskProfile;
import dev.gantry.dossier.TaskProfile.Part;
import dev.gantry.dossier.TaskProfile.Reached;
import dev.gantry.dossier.TaskProfile.Row;
import dev.gantry.dossier.TaskProfile.Taken;
import dev.gantry.dossier.Trial;
import dev.gantry.dossier.Trial.EvidenceFile;
import dev.gantry.dossier.Trial.ObservedState;
import dev.gantry.dossier.Trial.TimedRound;
import dev.gantry.validation.accuracy.SampleTaskScore;
import dev.gantry.validation.judgement.Given;
import dev.gantry.validation.judgement.Sights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialAccountTest {
  private static final long MILLISECOND = 1_000_000;

  @TempDir Path folder;

  private final List<TimedRound> rounds = new ArrayList<>();

  @Test
  void every_way_of_driving_is_told_in_words() throws IOException {
    driven(new Scenario.Single(0, 2, 3), 5 * MILLISECOND, 7 * MILLISECOND);
    driven(
        new Scenario.Periodic(Duration.ofMillis(33), Duration.ofMillis(25), Duration.ofMillis(99)),
        24 * MILLISECOND,
        25 * MILLISECOND,
        26 * MILLISECOND);
    driven(
        new Scenario.Offline(8, Duration.ofMillis(90)),
        50 * MILLISECOND,
        80 * MILLISECOND,
        100 * MILLISECOND);
    driven(new Scenario.Cold(3), 900 * MILLISECOND, 40 * MILLISECOND);
    driven(new Scenario.Cold(3), 1100 * MILLISECOND, 60 * MILLISECOND);
    driven(new Scenario.Cold(3), 1000 * MILLISECOND, 50 * MILLISECOND);

    Account account = account(List.of(), List.of());

    assertThat(account.latency().orElseThrow().queries())
        .as("other ways of driving are other distributions")
        .isEqualTo(2);
    assertThat(account.facts()).containsEntry("processes", "6");
    assertThat(account.ran())
        .extracting(Ran::words)
        .containsExactly(
            "1 of 3 answered late, the slowest after 26 ms",
            "3 batches in 100 ms, 240 /s",
            "engine loaded after 1 s, first inference after 50 ms more: medians of 3 starts");
  }

  @Test
  void a_soak_is_told_window_by_window() throws IOException {
    Scenario.Soak soak = new Scenario.Soak(Duration.ofMinutes(1), Duration.ofMinutes(3));
    driven(soak, 5, 9, 7);
    driven(soak, 6 * MILLISECOND);

    Account account = account(List.of(), List.of());
    Ran ran = account.ran().get(0);

    assertThat(account.facts()).as("windows of one process").containsEntry("processes", "1");
    assertThat(ran.words()).isEqualTo("2 of 3 windows, p99 from 9 ns to 6 ms");
    assertThat(ran.windows())
        .containsExactly(
            new Window(Duration.ZERO, 3, Duration.ofNanos(7), Duration.ofNanos(9)),
            new Window(Duration.ofMinutes(1), 1, Duration.ofMillis(6), Duration.ofMillis(6)));
  }

  @Test
  void gaps_and_what_the_board_went_through_are_told() throws IOException {
    Instant at = Instant.parse("2026-11-20T10:00:00.5Z");
    Account account =
        account(
            List.of(
                state(Map.of("clocks", "locked", "temperature.max-celsius", "45")),
                state(Map.of("clocks", "locked", "temperature.max-celsius", "71.5"))),
            List.of(
                new Trial.Gap(at, Duration.ofSeconds(20), false, "the link was lost"),
                new Trial.Gap(at, Duration.ofMillis(3), true, "it did not answer")));

    assertThat(account.facts())
        .containsExactly(
            entry("kernel", "6.1"),
            entry("state.clocks", "locked"),
            entry("state.temperature.max-celsius", "45 → 71.5"));
    assertThat(account.remarks())
        .containsExactly(
            "no harness was there for 20 s from 2026-11-20T10:00:00Z: the link was lost; the"
                + " work went on there",
            "no harness was there for 1 s from 2026-11-20T10:00:00Z: it did not answer; it"
                + " was started anew");
  }

  @Test
  void what_was_seen_over_several_runs_is_told_at_its_worst() throws IOException {
    watched("at 1.0 temp.cpu=51000 temp.gpu=40000", "at 2.0 temp.cpu=63500 temp.gpu=41000");
    watched("at 9.0 temp.cpu=48000 temp.gpu=58000");

    assertThat(account(List.of(), List.of()).facts())
        .contains(
            entry("watched.temperature.max-celsius", "63.5"),
            entry("watched.temperature.zone", "cpu, gpu"))
        .doesNotContainKey("watched.telemetry.samples");
  }

  @Test
  void what_the_samples_say_of_the_task_is_told_part_by_part() throws IOException {
    GoldenSet golden = Given.golden(4);

    TaskProfile profile = profile(Given.losing(4, 1), golden).orElseThrow();

    assertThat(profile.rows())
        .as("nothing is labelled 'clear'")
        .containsExactly(
            new Row(Part.ALL, "", 4, List.of(new Reached(TaskMetric.TOP1, 1, 0.75))),
            new Row(Part.SLICE, "night", 2, List.of(new Reached(TaskMetric.TOP1, 1, 0.5))),
            new Row(Part.CLASS, "blocked", 4, List.of(new Reached(TaskMetric.TOP1, 1, 0.75))));
    assertThat(profile.taken())
        .containsExactly(
            new Taken(Optional.of("blocked"), Optional.of("clear"), 0, 1),
            new Taken(Optional.of("blocked"), Optional.of("blocked"), 4, 3));
  }

  @Test
  void boxes_are_told_in_every_metric_of_boxes() throws IOException {
    TaskProfile profile = profile(Sights.missing(8, 2), Sights.boxes(8)).orElseThrow();

    assertThat(profile.rows().get(0).reached())
        .extracting(Reached::metric)
        .containsExactly(TaskMetric.MAP50, TaskMetric.MAP50_95);
    // Two of the four boxes of the first class are not found: 51 of 101 recalls are reached.
    assertThat(profile.rows())
        .extracting(row -> row.name() + " " + row.samples())
        .containsExactly(" 8", "night 4", "clear 4", "blocked 4");
    assertThat(profile.rows().get(2).reached().get(0).engine())
        .isCloseTo(51.0 / 101, offset(1e-12));
    assertThat(profile.rows().get(2).reached().get(0).reference()).isEqualTo(1);
    assertThat(profile.taken())
        .containsExactly(
            new Taken(Optional.of("clear"), Optional.empty(), 0, 2),
            new Taken(Optional.of("clear"), Optional.of("clear"), 4, 2),
            new Taken(Optional.of("blocked"), Optional.of("blocked"), 4, 4));
  }

  @Test
  void a_set_without_labels_says_nothing_of_the_task() throws IOException {
    assertThat(profile(List.of(), Given.golden(0))).isEmpty();
  }

  private Optional<TaskProfile> profile(List<SampleTaskScore> scores, GoldenSet golden)
      throws IOException {
    return new TrialAccount(new TrialFolder(folder, trial(List.of(), List.of())))
        .account(scores, golden)
        .task();
  }

  private void watched(String... lines) throws IOException {
    String name = "telemetry-" + rounds.size();
    Files.write(folder.resolve(name), List.of(lines));
    driven(new Scenario.Cold(1), 1, 2);
    TimedRound bare = rounds.remove(rounds.size() - 1);
    rounds.add(
        new TimedRound(
            bare.scenario(), bare.times(), bare.answers(), Optional.of(file(name)), bare.facts()));
  }

  private void driven(Scenario scenario, long... times) throws IOException {
    String name = "times-" + rounds.size() + ".ns";
    ByteBuffer bytes =
        ByteBuffer.allocate(times.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(times);
    Files.write(folder.resolve(name), bytes.array());
    rounds.add(
        new TimedRound(scenario, file(name), Optional.empty(), Optional.empty(), new TreeMap<>()));
  }

  private Account account(List<ObservedState> states, List<Trial.Gap> gaps) throws IOException {
    return new TrialAccount(new TrialFolder(folder, trial(states, gaps)))
        .account(List.of(), Given.golden(0));
  }

  private Trial.Measured trial(List<ObservedState> states, List<Trial.Gap> gaps) {
    return new Trial.Measured(
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
        new TreeMap<>(Map.of("kernel", "6.1", "answers.samples", "0,1,2")),
        Trial.Pushed.NOTHING,
        List.of());
  }

  private static ObservedState state(Map<String, String> facts) {
    return new ObservedState(Instant.EPOCH, new TreeMap<>(facts));
  }

  private static EvidenceFile file(String name) {
    return new EvidenceFile(name, Digest.of(new byte[1]), ByteCount.ZERO);
  }
}
