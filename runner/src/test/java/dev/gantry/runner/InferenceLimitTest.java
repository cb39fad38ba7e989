package dev.gantry.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.inference.HeldTensor;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.LoadedEngine;
import dev.gantry.inference.OverdueException;
import dev.gantry.inference.StepGraph;
import dev.gantry.inference.WatchedGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class InferenceLimitTest {
  private static final List<Tensor> SAMPLE = List.of(Tensor.ofFloats("x", List.of(1L), 2));

  @TempDir Path folder;

  private static InferenceLimit limit(Duration longest) {
    return new InferenceLimit("brake.onnx", longest, "--time-limit", () -> false);
  }

  private Path listening() throws Exception {
    return EndlessGraph.listening(folder.resolve("listening.onnx"));
  }

  private Path deaf() throws Exception {
    return EndlessGraph.deaf(folder.resolve("deaf.onnx"));
  }

  @Test
  void a_model_that_loops_without_end_is_ended_at_its_limit_with_its_name_and_the_remedy()
      throws Exception {
    for (Path model : List.of(listening(), deaf())) {
      try (LoadedEngine engine = LoadedEngine.exact(model, 1, limit(Duration.ofMillis(200)))) {
        assertThatThrownBy(() -> engine.run(SAMPLE))
            .isInstanceOfSatisfying(
                OverdueException.class,
                e ->
                    assertThat(e.problem())
                        .isEqualTo(
                            Problem.in(
                                "brake.onnx",
                                "did not answer within 0.2 s",
                                "if it is not stuck but slow, allow it more with --time-limit")));
      }
    }
  }

  @Test
  void an_engine_that_was_told_to_end_is_idle_and_answers_the_next_sample() throws Exception {
    Path model = listening();
    try (LoadedEngine engine = LoadedEngine.asBuilt(model, 1, limit(Duration.ofMillis(50)))) {
      assertThatThrownBy(() -> engine.run(SAMPLE)).isInstanceOf(OverdueException.class);
      assertThatThrownBy(() -> engine.run(SAMPLE)).isInstanceOf(OverdueException.class);
      assertThat(engine.isIdle()).isTrue();
    }
  }

  @Test
  void what_an_inference_that_was_left_behind_works_with_is_not_freed() throws Exception {
    LoadedEngine engine = LoadedEngine.asBuilt(deaf(), 1, limit(Duration.ofMillis(50)));
    assertThatThrownBy(() -> engine.run(SAMPLE)).isInstanceOf(OverdueException.class);
    assertThat(engine.isIdle()).isFalse();

    engine.close();

    // A closed session would say so, or take the process with it.
    assertThat(engine.session().getNumInputs()).isOne();
    assertThat(engine.session().getInputInfo()).containsOnlyKeys("x");
  }

  @Test
  void a_halt_ends_an_inference_whether_or_not_the_runtime_listens() throws Exception {
    for (Path model : List.of(listening(), deaf())) {
      AtomicBoolean halt = new AtomicBoolean();
      InferenceLimit hours =
          new InferenceLimit("brake.onnx", Duration.ofHours(9), "--time-limit", halt::get);
      try (LoadedEngine engine = LoadedEngine.asBuilt(model, 1, hours)) {
        Thread caller = Thread.currentThread();
        Thread person =
            new Thread(
                () -> {
                  // The call has begun once this thread waits for its end.
                  while (caller.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait();
                  }
                  halt.set(true);
                });
        person.start();
        assertThatThrownBy(() -> engine.run(SAMPLE)).isInstanceOf(CancellationException.class);
        person.join();
      }
    }
  }

  @Test
  void graphs_that_are_watched_and_steps_of_graphs_have_the_same_limit() throws Exception {
    byte[] model = Files.readAllBytes(deaf());
    try (WatchedGraph watched = WatchedGraph.of(model, 1, limit(Duration.ofMillis(50)))) {
      assertThatThrownBy(() -> watched.run(SAMPLE, (spec, values) -> {}))
          .isInstanceOf(OverdueException.class);
    }
    HeldTensor held = HeldTensor.of(SAMPLE.get(0));
    try (held;
        StepGraph step = StepGraph.of(model, limit(Duration.ofMillis(50)))) {
      assertThatThrownBy(() -> step.run(Map.of("x", held))).isInstanceOf(OverdueException.class);
    }
    // It is still read: freed memory would give other numbers, or none.
    assertThat(held.floats()).containsExactly(2);
  }

  @Test
  void loading_has_the_limit_too() {
    assertThatThrownBy(
            () ->
                limit(Duration.ofMillis(50))
                    .loading(
                        () -> {
                          while (true) {
                            Thread.onSpinWait();
                          }
                        }))
        .isInstanceOf(OverdueException.class)
        .hasMessageContaining("brake.onnx: was not loaded by ONNX Runtime within 0.05 s");
  }

  @Test
  void what_the_runtime_refuses_is_told_as_before() throws Exception {
    Path garbage = Files.writeString(folder.resolve("garbage.onnx"), "garbage");
    assertThatThrownBy(() -> LoadedEngine.asBuilt(garbage, 1, limit(Duration.ofHours(1))))
        .isInstanceOf(ai.onnxruntime.OrtException.class);
  }
}
