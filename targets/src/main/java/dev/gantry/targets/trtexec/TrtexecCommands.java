package dev.gantry.targets.trtexec;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.Scenario;
import dev.gantry.runner.wire.RunnerFiles;
import dev.gantry.runner.wire.RunnerRequest;
import dev.gantry.runner.wire.TensorrtBuildOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives the words by which trtexec of one version is asked for what Gantry wants, as they are given
 * in the folder of a job.
 */
public record TrtexecCommands(TrtexecVersion version, TrtexecDialect dialect) {
  /** Where the engine lies in the folder of a job that runs it. */
  static final String ENGINE = "engine";

  private static final int NEWEST_PATCH = 99;

  private static final int WARM_UP_MILLIS = 500;
  private static final int PROFILED = 20;

  /** A few more than are judged: trtexec may end with queries that overlap its end. */
  private static final int SPARE = 8;

  /** Empty for a version whose words nobody has read. */
  public static Optional<TrtexecCommands> of(TrtexecVersion version) {
    return TrtexecDialect.of(version).map(dialect -> new TrtexecCommands(version, dialect));
  }

  /**
   * By a version as rack files say it, which may end before the patch: then what its newest patch
   * can do may be planned, and the board tells the rest.
   */
  public static Optional<TrtexecCommands> planned(String version) {
    boolean whole = version.indexOf('.') != version.lastIndexOf('.');
    return TrtexecVersion.parse(whole ? version : version + "." + NEWEST_PATCH)
        .flatMap(TrtexecCommands::of);
  }

  public List<String> build(RunnerRequest.Build request) throws RefusedException {
    TensorrtBuildOptions options = request.tensorrt().orElseThrow();
    return words(
        new BuildRequest(
            request.variant(),
            request.engine(),
            options.precision(),
            options.timingCache(),
            options.workspace(),
            options.level(),
            options.dla(),
            Optional.of(RunnerFiles.LAYERS)));
  }

  /** One golden sample. */
  public List<String> infer(List<String> inputs) throws RefusedException {
    return words(new InferRequest(ENGINE, files(inputs)));
  }

  /** Leaves the outputs of its last query too, to be held against those that were scored. */
  public List<String> time(List<String> inputs, Scenario.Single single) throws RefusedException {
    List<String> words = new ArrayList<>();
    words.addAll(
        words(
            new TimeRequest(
                ENGINE,
                files(inputs),
                WARM_UP_MILLIS,
                single.queries() + SPARE,
                Duration.ZERO,
                RunnerFiles.RAW_TIMES,
                Optional.empty())));
    words.add(dialect.answering());
    return List.copyOf(words);
  }

  /** Layer by layer, which slows it down: never the times that are judged. */
  public List<String> profile(List<String> inputs) throws RefusedException {
    return words(
        new TimeRequest(
            ENGINE,
            files(inputs),
            0,
            PROFILED,
            Duration.ZERO,
            "profiled-" + RunnerFiles.RAW_TIMES,
            Optional.of(RunnerFiles.PROFILE)));
  }

  public List<String> inspect() throws RefusedException {
    return words(new InspectRequest(ENGINE, RunnerFiles.LAYERS));
  }

  private List<String> words(TrtexecRequest request) throws RefusedException {
    List<String> lacks = dialect.lacks(request, version);
    if (!lacks.isEmpty()) {
      throw new RefusedException(
          lacks.stream()
              .map(
                  words ->
                      Problem.in("trtexec of TensorRT " + version, words, "see targets/trtexec.md"))
              .toList());
    }
    return dialect.words(request);
  }

  private static InputFiles files(List<String> inputs) {
    Map<String, String> files = new LinkedHashMap<>();
    for (String input : inputs) {
      files.put(input, "input-" + files.size() + ".raw");
    }
    return new InputFiles(files);
  }
}
