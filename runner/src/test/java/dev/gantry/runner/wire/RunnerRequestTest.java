package dev.gantry.runner.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
      int number = random.nextInt(Integer.MAX_VALUE);
      RunnerRequest request =
          random.nextBoolean()
              ? new RunnerRequest.Build(one, two, 1 + random.nextInt(64))
              : new RunnerRequest.Run(
                  one,
                  two,
                  random.nextBoolean() ? Optional.empty() : Optional.of(one),
                  two,
                  1 + random.nextInt(64),
                  number,
                  Math.max(1, number));
      assertThat(RunnerRequest.read(request.words()))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(request);
    }
  }

  @Test
  void words_that_ask_for_nothing_known_are_refused_with_words() {
    assertRefused("the runner knows build and run, not ''");
    assertRefused("not 'fly'", "fly");
    assertRefused("'variant' is not key=value", "build", "variant");
    assertRefused("'=x' is not key=value", "build", "=x");
    assertRefused("the request lacks engine", "build", "variant=v");
    assertRefused(
        "the request lacks queries",
        "run",
        "engine=e",
        "samples=s",
        "times=t",
        "threads=1",
        "warm-up=0");
    assertRefused("threads", "build", "variant=v", "engine=e", "threads=many");
  }

  @Test
  void numbers_that_no_run_can_have_are_refused_with_words() {
    assertRefused("threads", "build", "variant=v", "engine=e", "threads=0");
    assertRefused("threads", "build", "variant=v", "engine=e", "threads=-2");
    assertRefused(
        "queries",
        "run",
        "engine=e",
        "samples=s",
        "times=t",
        "threads=1",
        "warm-up=0",
        "queries=-1");
    assertRefused(
        "warm-up",
        "run",
        "engine=e",
        "samples=s",
        "times=t",
        "threads=1",
        "warm-up=-1",
        "queries=1");
  }

  private static void assertRefused(String message, String... words) {
    assertThatThrownBy(() -> RunnerRequest.read(List.of(words)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
