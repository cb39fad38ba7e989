package dev.gantry.runner.drive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Scenario;
import dev.gantry.runner.JobFolder;
import dev.gantry.runner.SmallGraph;
import dev.gantry.runner.wire.RunnerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakRoundTest {
  private static final Scenario.Soak FIVE_WINDOWS =
      new Scenario.Soak(Duration.ofMillis(40), Duration.ofMillis(219));

  @TempDir Path folder;
  private JobFolder job;

  @BeforeEach
  void prepare() throws IOException {
    job = new JobFolder(folder);
    SmallGraph.doubling(job.engine(), 1, 2);
    job.rows(5);
  }

  private List<String> windows() {
    return job.wrote().stream().filter(name -> name.startsWith("window-")).toList();
  }

  private static List<String> names(int from, int to) {
    List<String> names = new ArrayList<>();
    for (int window = from; window <= to; window++) {
      names.add(RunnerFiles.window(window));
    }
    return names;
  }

  @Test
  void windows_follow_each_other_and_each_file_is_whole() throws IOException {
    long before = System.nanoTime();
    assertThat(job.run(FIVE_WINDOWS)).as(job.said().toString()).isTrue();
    long took = System.nanoTime() - before;

    assertThat(windows()).isEqualTo(names(1, 5));
    long sum = 0;
    for (String window : windows()) {
      long[] times = job.times(window);
      assertThat(times).isNotEmpty();
      sum += LongStream.of(times).sum();
    }
    assertThat(sum).isLessThan(took);
    assertThat(took).isGreaterThan(5 * 40_000_000L);
    assertThat(job.at("times.ns")).doesNotExist();
    assertThat(job.number("soak.break-ns.max")).isPositive();
    job.assertAnswersAreOutputs();
  }

  @Test
  void a_soak_goes_on_with_the_window_it_is_told_and_leaves_those_before_alone()
      throws IOException {
    Files.writeString(job.at(RunnerFiles.window(2)), "at home");
    assertThat(job.ask(JobFolder.request(FIVE_WINDOWS).from(3))).isTrue();

    assertThat(windows()).isEqualTo(names(3, 5));
    assertThat(job.at(RunnerFiles.window(1))).doesNotExist();
    assertThat(job.at(RunnerFiles.window(2))).hasContent("at home");
    job.assertAnswersAreOutputs();
  }

  @Test
  void a_soak_that_is_over_is_not_gone_on_with() {
    assertThat(job.ask(JobFolder.request(FIVE_WINDOWS).from(6))).isFalse();
    assertThat(job.trouble().blame()).isEqualTo(Blame.CONFIGURATION);
    assertThat(job.trouble().what()).contains("no window 6", "Its last is 5");
  }

  @Test
  void no_window_is_empty_however_slow_the_engine() throws IOException {
    // Each query takes longer than such a window.
    assertThat(job.run(new Scenario.Soak(Duration.ofNanos(10), Duration.ofNanos(205)))).isTrue();

    assertThat(windows()).isEqualTo(names(1, 20));
    for (String window : windows()) {
      assertThat(job.times(window)).hasSize(1);
    }
  }
}
