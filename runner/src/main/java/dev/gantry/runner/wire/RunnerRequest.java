package dev.gantry.runner.wire;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.Scenario;
import dev.gantry.inference.InferenceLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what the host asks of the runner, as plain words of a command line. */
public sealed interface RunnerRequest {
  List<String> words();

  /** What compiles or runs the engine. */
  Backend backend();

  /**
   * Compile a variant into an engine.
   *
   * @param tensorrt what TensorRT is told beside the variant; empty for ONNX Runtime
   */
  record Build(
      String variant,
      String engine,
      Backend backend,
      int threads,
      Optional<TensorrtBuildOptions> tensorrt)
      implements RunnerRequest {
    public Build {
      requireAtLeast(1, "threads", threads);
      if (tensorrt.isPresent() == (backend == Backend.ONNXRUNTIME)) {
        throw new IllegalArgumentException("options of TensorRT go with its backends, and only so");
      }
    }

    public Build(String variant, String engine, int threads) {
      this(variant, engine, Backend.ONNXRUNTIME, threads, Optional.empty());
    }

    @Override
    public List<String> words() {
      List<String> words =
          new ArrayList<>(List.of("build", "variant=" + variant, "engine=" + engine));
      words.add("backend=" + backend);
      words.add("threads=" + threads);
      tensorrt.ifPresent(options -> words.addAll(options.words()));
      return List.copyOf(words);
    }
  }

  /**
   * Run an engine: every sample once where outputs are wanted, then as the scenario says. What is
   * timed is written beside, under the names that {@link RunnerFiles} gives. A soak goes on with
   * its first window that is not home yet.
   *
   * @param longest how long the engine may take to load, and to answer one sample
   */
  record Run(
      String engine,
      String samples,
      Optional<String> outputs,
      Backend backend,
      int threads,
      Scenario scenario,
      int firstWindow,
      Duration longest)
      implements RunnerRequest {
    /** A large network on a slow board stays far below this. */
    public static final Duration USUAL = InferenceLimit.USUAL;

    public Run {
      requireAtLeast(1, "longest-ms", longest.toMillis());
      requireAtLeast(1, "threads", threads);
      requireAtLeast(1, "from", firstWindow);
      if (firstWindow > 1 && !(scenario instanceof Scenario.Soak)) {
        throw new IllegalArgumentException(
            "a scenario " + scenario.name() + " has no window " + firstWindow + " to go on with");
      }
    }

    public Run(
        String engine, String samples, Optional<String> outputs, int threads, Scenario scenario) {
      this(engine, samples, outputs, Backend.ONNXRUNTIME, threads, scenario, 1, USUAL);
    }

    /** The same, but for the windows before. */
    public Run from(int window) {
      return new Run(engine, samples, outputs, backend, threads, scenario, window, longest);
    }

    /** The same, but for the time that the engine may take. */
    public Run within(Duration time) {
      return new Run(engine, samples, outputs, backend, threads, scenario, firstWindow, time);
    }

    @Override
    public List<String> words() {
      List<String> words =
          new ArrayList<>(List.of("run", "engine=" + engine, "samples=" + samples));
      outputs.ifPresent(file -> words.add("outputs=" + file));
      words.add("backend=" + backend);
      words.add("threads=" + threads);
      words.addAll(ScenarioWords.write(scenario));
      if (firstWindow > 1) {
        words.add("from=" + firstWindow);
      }
      if (!longest.equals(USUAL)) {
        words.add("longest-ms=" + longest.toMillis());
      }
      return List.copyOf(words);
    }
  }

  /** Prove on a network of one layer that the runtime is whole and computes rightly. */
  record SelfTest(Backend backend) implements RunnerRequest {
    @Override
    public List<String> words() {
      return List.of("self-test", "backend=" + backend);
    }
  }

  static RunnerRequest read(List<String> words) {
    String verb = words.isEmpty() ? "" : words.get(0);
    Map<String, String> values = new LinkedHashMap<>();
    for (String word : words.subList(Math.min(1, words.size()), words.size())) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("'" + word + "' is not key=value");
      }
      if (values.put(word.substring(0, equals), word.substring(equals + 1)) != null) {
        throw new IllegalArgumentException(
            "'" + word.substring(0, equals) + "' is asked for twice");
      }
    }
    return switch (verb) {
      case "build" ->
          new Build(
              value(values, "variant"),
              value(values, "engine"),
              backend(values),
              number(values, "threads"),
              backend(values) == Backend.ONNXRUNTIME
                  ? Optional.empty()
                  : Optional.of(TensorrtBuildOptions.read(values)));
      case "run" ->
          new Run(
              value(values, "engine"),
              value(values, "samples"),
              Optional.ofNullable(values.get("outputs")),
              backend(values),
              number(values, "threads"),
              new ScenarioWords(values).scenario(),
              values.containsKey("from") ? number(values, "from") : 1,
              values.containsKey("longest-ms")
                  ? Duration.ofMillis(whole("longest-ms", value(values, "longest-ms")))
                  : Run.USUAL);
      case "self-test" -> new SelfTest(backend(values));
      default ->
          throw new IllegalArgumentException(
              "the runner knows build, run and self-test, not '" + verb + "'");
    };
  }

  private static String value(Map<String, String> values, String key) {
    return Optional.ofNullable(values.get(key))
        .orElseThrow(() -> new IllegalArgumentException("the request lacks " + key));
  }

  private static Backend backend(Map<String, String> values) {
    String text = values.getOrDefault("backend", Backend.ONNXRUNTIME.toString());
    return Arrays.stream(Backend.values())
        .filter(backend -> backend.toString().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("'backend=" + text + "' is not known"));
  }

  private static int number(Map<String, String> values, String key) {
    return Math.toIntExact(whole(key, value(values, key)));
  }

  static long whole(String key, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + key + "=" + text + "' is not a number", e);
    }
  }

  private static void requireAtLeast(int least, String key, long number) {
    if (number < least) {
      throw new IllegalArgumentException(key + " is at least " + least + ", not " + number);
    }
  }
}
