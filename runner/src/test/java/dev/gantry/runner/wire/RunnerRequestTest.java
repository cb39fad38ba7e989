package dev.gantry.runner.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunnerRequestTest {
  @Test
  void what_is_asked_is_understood() {
    long seed = 7_204;
    Random random = new Random(seed);
    List<String> files =
        List.of("engine.onnx", "../store/0a", "a=b", "with space", "it's", "", "=", "caf\u00e9");
    for (int round = 0; round < 1_000; round++) {
      String one = files.get(random.nextInt(files.size()));
      String two = files.get(random.nextInt(files.size()));
      RunnerRequest request =
          random.nextBoolean()
              ? new RunnerRequest.Build(one, two, 1 + random.nextInt(64))
              : new RunnerRequest.Run(
                  one,
                  two,
                  random.nextBoolean() ? Optional.empty() : Optional.of(one),
                  1 + random.nextInt(64),
                  scenario(random));
      if (request instanceof RunnerRequest.Run run && run.scenario() instanceof Scenario.Soak) {
        request = run.from(1 + random.nextInt(99));
      }
      if (request instanceof RunnerRequest.Run run && random.nextBoolean()) {
        request = run.within(Duration.ofMillis(1 + random.nextInt(1_000_000)));
      }
      assertThat(RunnerRequest.read(request.words()))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(request);
    }
  }

  @Test
  void words_that_ask_for_nothing_known_are_refused_with_words() {
    assertRefused("the runner knows build, run and self-test, not ''");
    assertRefused("not 'fly'", "fly");
    assertRefused("'variant' is not key=value", "build", "variant");
    assertRefused("'=x' is not key=value", "build", "=x");
    assertRefused("the request lacks engine", "build", "variant=v");
    assertRefused(
        "the request lacks queries",
        "run",
        "engine=e",
        "samples=s",
        "threads=1",
        "scenario=single",
        "warm-up=0");
    assertRefused("threads", "build", "variant=v", "engine=e", "threads=many");
  }

  @Test
  void numbers_that_no_run_can_have_are_refused_with_words() {
    assertRefused("threads", "build", "variant=v", "engine=e", "threads=0");
    assertRefused("threads", "build", "variant=v", "engine=e", "threads=-2");
    assertRefused(
        "at least one query",
        "run",
        "engine=e",
        "samples=s",
        "threads=1",
        "scenario=single",
        "warm-up=0",
        "queries=-1");
    assertRefused(
        "at least one query",
        "run",
        "engine=e",
        "samples=s",
        "threads=1",
        "scenario=single",
        "warm-up=-1",
        "queries=1");
  }

  @Test
  void only_a_soak_goes_on_with_a_later_window() {
    RunnerRequest.Run cold =
        new RunnerRequest.Run("e", "s", Optional.empty(), 1, new Scenario.Cold(1));
    assertThatThrownBy(() -> cold.from(2)).hasMessageContaining("cold has no window 2");
    assertThat(cold.from(1)).isEqualTo(cold);
  }

  @Test
  void scenarios_that_are_none_are_refused_with_words() {
    assertRunRefused("the request lacks scenario", "");
    assertRunRefused("no scenario 'fast'", "scenario=fast");
    assertRunRefused("'warm-up=x' is not a number", "scenario=single warm-up=x queries=1");
    assertRunRefused("can be counted", "scenario=single warm-up=0 queries=3000000000");
    assertRunRefused("can be counted", "scenario=single warm-up=-9999999999 queries=1");
    assertRunRefused("is not a number", "scenario=single warm-up=0 queries=99999999999999999999");
    assertRunRefused("period", "scenario=periodic period-ns=0 deadline-ns=1 length-ns=1");
    assertRunRefused("lacks deadline-ns", "scenario=periodic period-ns=1 length-ns=1");
    assertRunRefused("length", "scenario=offline batch=1 length-ns=-5");
    assertRunRefused("a batch", "scenario=offline batch=0 length-ns=5");
    assertRunRefused("does not fit", "scenario=soak window-ns=9 length-ns=5");
    assertRunRefused("from", "scenario=soak window-ns=1 length-ns=5 from=0");
    assertRunRefused("'from=x'", "scenario=soak window-ns=1 length-ns=5 from=x");
    assertRunRefused("'scenario' is asked for twice", "scenario=cold scenario=cold");
  }

  private static void assertRunRefused(String message, String words) {
    String all = "run engine=e samples=s threads=1 " + words;
    assertRefused(message, all.strip().split(" "));
  }

  private static void assertRefused(String message, String... words) {
    assertThatThrownBy(() -> RunnerRequest.read(List.of(words)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static Scenario scenario(Random random) {
    Duration one = Duration.ofNanos(1 + random.nextInt(Integer.MAX_VALUE));
    Duration two = one.plusNanos(random.nextInt(Integer.MAX_VALUE));
    int number = random.nextInt(Integer.MAX_VALUE);
    return switch (random.nextInt(5)) {
      case 0 -> new Scenario.Single(number, Math.max(1, number), 1);
      case 1 -> new Scenario.Periodic(one, two, two);
      case 2 -> new Scenario.Offline(Math.max(1, number), one);
      case 3 -> new Scenario.Soak(one, two);
      default -> new Scenario.Cold(1);
    };
  }
}
