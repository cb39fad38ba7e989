package dev.gantry.harness.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Scenario;
import dev.gantry.harness.Bench;
import dev.gantry.harness.demo.DemoFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other limits over what was driven once; never another way of driving. */
class NewLimitsTest {
  private static final String DRIVEN =
      """
          deadline: { rate: 30 Hz, misses: "<= 0.1 %", for: 3 min, within: 25 ms }
          throughput: { least: ">= 20 /s", for: 10 s }
          soak: { for: 2 h, window: 1 min, p99: "<= 9 ms" }
          cold: { first: "<= 1 s", starts: 7 }
      """;

  @TempDir Path folder;

  private DemoFiles demo;
  private String release;
  private ReleasePlan plan;

  @BeforeEach
  void plan() throws IOException, RefusedException {
    demo = new Bench(folder.resolve("home")).demo();
    release = Files.readString(demo.release()) + DRIVEN;
    Path rack = demo.folder().resolve("any.yaml");
    Files.writeString(
        rack, Files.readString(demo.rack()).replace("threads: 1", "threads: 1, units: any"));
    plan = new ReleasePlanner("0.1.0").plan(file(release), rack, List.of()).plan();
  }

  @Test
  void what_is_driven_and_limited_stands_in_the_plan() {
    PlannedCell any = plan.cells().get(0);
    assertThat(any.boards()).containsExactly("bench-1", "bench-2");
    assertThat(any.units()).isEqualTo(1);
    assertThat(plan.cells().get(1).units()).isEqualTo(1);
    assertThat(any.scenarios())
        .containsExactly(
            new Scenario.Cold(7),
            new Scenario.Offline(1, Duration.ofSeconds(2)),
            new Scenario.Periodic(
                Duration.ofNanos(33_333_333), Duration.ofMillis(25), Duration.ofSeconds(36)),
            new Scenario.Soak(Duration.ofMinutes(1), Duration.ofHours(2)));
    assertThat(any.criteria())
        .extracting(Criterion::name)
        .contains("deadline.misses", "throughput", "soak.p99", "cold.first")
        .doesNotContain("cold.load");
  }

  @Test
  void limits_may_be_moved_added_and_left_out() throws Exception {
    ReleasePlan moved = under(release.replace("<= 0.1 %", "<= 2 %"));
    assertThat(moved.cells().get(0).criteria())
        .contains(new Criterion.DeadlineMisses(Limit.parse("<= 2 %"), 0.99));
    assertThat(moved.cells().get(0).scenarios()).isEqualTo(plan.cells().get(0).scenarios());

    ReleasePlan added = under(release.replace("cold: {", "cold: { load: \"<= 9 s\","));
    assertThat(names(added)).contains("cold.load", "cold.first");

    ReleasePlan less = under(release.replaceAll("(?m)^ *(deadline|soak|cold): .*$", ""));
    assertThat(names(less)).contains("throughput").doesNotContain("soak.p99", "deadline.misses");
    assertThat(less.cells().get(0).scenarios()).isEqualTo(plan.cells().get(0).scenarios());
    assertThat(less.cells().get(0).units()).isEqualTo(1);
  }

  @Test
  void a_stricter_limit_than_was_planned_for_is_judged_though_it_may_prove_nothing()
      throws Exception {
    assertThat(names(under(release.replace("<= 0.1 %", "<= 0.01 %")))).contains("deadline.misses");
  }

  @Test
  void another_way_of_driving_is_refused_by_name() {
    assertRefused("30 Hz", "60 Hz", "driven at 60 Hz", "it was driven at 30 Hz");
    assertRefused("within: 25 ms", "within: 20 ms", "each due within 20 ms");
    assertRefused("window: 1 min", "window: 2 min", "in windows of 2 min");
    assertRefused("starts: 7", "starts: 8", "from nothing, 8 times");
  }

  @Test
  void what_was_never_driven_cannot_be_limited_afterwards() throws Exception {
    plan = under(release);
    ReleasePlan bare =
        plan.under(
            plan.cells().stream()
                .map(cell -> PlannedCell.of(cell.cell(), cell.boards(), cell.criteria()))
                .toList(),
            List.of());
    assertThatThrownBy(() -> new NewLimits(file(release)).applyTo(bare))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("it was not driven so at all");
  }

  @Test
  void a_fixed_batch_is_told_before_anything_is_driven() throws IOException {
    Path batch = file(release.replace("for: 10 s", "batch: 8, for: 10 s"));
    assertThatThrownBy(() -> new ReleasePlanner("0.1.0").plan(batch, demo.rack(), List.of()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("cannot take 8 samples at once");
  }

  private void assertRefused(String old, String fresh, String... words) {
    assertThatThrownBy(() -> under(release.replace(old, fresh)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContainingAll(words)
        .hasMessageContaining("may change limits only");
  }

  private static List<String> names(ReleasePlan plan) {
    return plan.cells().get(0).criteria().stream().map(Criterion::name).toList();
  }

  private ReleasePlan under(String text) throws IOException, RefusedException {
    return new NewLimits(file(text)).applyTo(plan);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(demo.folder().resolve("policy.yaml"), text);
  }
}
