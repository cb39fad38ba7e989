package dev.gantry.validation.timing;

import static dev.gantry.validation.judgement.Given.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Blame;
import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Scenario;
import dev.gantry.validation.judgement.Given;
import dev.gantry.validation.ruling.Ruling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SoakCheckTest {
  private static final Scenario.Soak HOUR =
      new Scenario.Soak(Duration.ofMinutes(1), Duration.ofHours(1));

  private static Ruling rule(List<RoundTimes> windows) {
    return new SoakCheck(new Criterion.SoakLatency(99, Limit.parse("<= 12 ms"), 0.99), HOUR)
        .rule(windows);
  }

  private static List<RoundTimes> windows(int many, int queries) {
    List<RoundTimes> windows = new ArrayList<>();
    for (int window = 0; window < many; window++) {
      windows.add(times(queries, 0));
    }
    return windows;
  }

  @Test
  void an_hour_of_quick_windows_keeps_the_limit() {
    assertThat(rule(windows(60, 1800)))
        .isInstanceOfSatisfying(
            Ruling.Met.class,
            met ->
                assertThat(met.message())
                    .startsWith("worst in window 1 of 60, which began after 0:00:00: 10 ms"));
  }

  @Test
  void a_window_proves_as_much_in_a_long_soak_as_alone() {
    // A soak that is passed wrongly has one window at least that was passed wrongly.
    assertThat(rule(windows(60, 458)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> assertThat(unknown.remedy()).contains("windows longer"));
    SoakCheck far =
        new SoakCheck(new Criterion.SoakLatency(99, Limit.parse("<= 25 ms"), 0.99), HOUR);
    assertThat(far.rule(windows(60, 459))).isInstanceOf(Ruling.Met.class);
    assertThat(far.rule(windows(60, 458))).isInstanceOf(Ruling.Unknown.class);
  }

  @Test
  void only_broken_pays_for_the_number_of_windows() {
    // 20 of 900 look as bad as this 0.1 % of the time: enough for one window, not for one of sixty.
    List<RoundTimes> windows = windows(60, 900);
    windows.set(5, spread(900, 20));
    assertThat(rule(windows)).isInstanceOf(Ruling.Unknown.class);
    windows.set(5, spread(900, 60));
    assertThat(rule(windows)).isInstanceOf(Ruling.Broken.class);
  }

  /** So many slow ones, evenly over the window. */
  private static RoundTimes spread(int queries, int slow) {
    long[] times = times(queries, 0).nanoseconds();
    for (int miss = 0; miss < slow; miss++) {
      times[miss * queries / slow] = 20_000_000;
    }
    return RoundTimes.of(times);
  }

  @Test
  void one_slow_window_breaks_the_whole_soak_and_is_named_with_its_time() {
    List<RoundTimes> windows = windows(60, 900);
    windows.set(56, spread(900, 100));
    assertThat(rule(windows))
        .isInstanceOfSatisfying(
            Ruling.Broken.class,
            broken -> {
              assertThat(broken.message())
                  .startsWith("worst in window 57 of 60, which began after 0:56:00: 20 ms");
              assertThat(broken.chance()).isLessThan(1e-4);
            });
  }

  @Test
  void windows_that_never_came_home_are_not_quick() {
    assertThat(rule(windows(59, 900)))
        .isInstanceOfSatisfying(
            Ruling.Unknown.class,
            unknown -> {
              assertThat(unknown.blame()).isEqualTo(Blame.RACK);
              assertThat(unknown.message()).contains("59 of the 60 windows");
            });
    assertThat(rule(List.of())).isInstanceOf(Ruling.Unknown.class);
    List<RoundTimes> empty = windows(60, 1800);
    empty.set(3, RoundTimes.of());
    assertThat(rule(empty)).isInstanceOf(Ruling.Unknown.class);
  }

  @Test
  void a_window_that_is_proven_slow_stays_so_though_others_are_missing() {
    List<RoundTimes> windows = windows(10, 900);
    windows.set(2, spread(900, 100));
    assertThat(rule(windows)).isInstanceOf(Ruling.Broken.class);
  }

  @Test
  void a_good_hour_is_stopped_and_a_bad_one_passed_at_most_one_time_in_a_hundred() {
    SplittableRandom random = new SplittableRandom(1_521);
    int stopped = 0;
    int passed = 0;
    for (int run = 0; run < 100; run++) {
      stopped += rule(drawn(random, 0.0099)) instanceof Ruling.Broken ? 1 : 0;
      List<RoundTimes> oneBad = windows(60, 900);
      oneBad.set(random.nextInt(60), Given.drawn(random, 900, 0.0101));
      passed += rule(oneBad) instanceof Ruling.Met ? 1 : 0;
    }
    // 1 % of 100 is 1; 4 is three standard deviations more.
    assertThat(stopped).as("seed 1521").isLessThanOrEqualTo(4);
    assertThat(passed).as("seed 1521").isLessThanOrEqualTo(4);
  }

  private static List<RoundTimes> drawn(SplittableRandom random, double share) {
    List<RoundTimes> windows = new ArrayList<>();
    for (int window = 0; window < 60; window++) {
      windows.add(Given.drawn(random, 900, share));
    }
    return windows;
  }
}
