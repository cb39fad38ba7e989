package dev.gantry.runner.wire;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Holds what TensorRT is told beside a variant.
 *
 * @param precision of the variant: TensorRT 8 has to be allowed what stands in the graph
 * @param timingCache the file that keeps what its tactics cost, read and written
 * @param workspace the memory that its tactics may use; all that is free if left out
 * @param level of its builder's optimisation, 0 to 5
 * @param dla the core of the deep learning accelerator, where one is to be used
 */
public record TensorrtBuildOptions(
    Precision precision,
    Optional<String> timingCache,
    Optional<ByteCount> workspace,
    OptionalInt level,
    OptionalInt dla) {
  private static final int HIGHEST_LEVEL = 5;

  public TensorrtBuildOptions {
    if (level.isPresent() && (level.getAsInt() < 0 || level.getAsInt() > HIGHEST_LEVEL)) {
      throw new IllegalArgumentException("level is 0 to 5, not " + level.getAsInt());
    }
    if (dla.isPresent() && dla.getAsInt() < 0) {
      throw new IllegalArgumentException("dla cores count from 0, not " + dla.getAsInt());
    }
  }

  public TensorrtBuildOptions withoutTimingCache() {
    return new TensorrtBuildOptions(precision, Optional.empty(), workspace, level, dla);
  }

  public static TensorrtBuildOptions of(Precision precision) {
    return new TensorrtBuildOptions(
        precision, Optional.empty(), Optional.empty(), OptionalInt.empty(), OptionalInt.empty());
  }

  List<String> words() {
    List<String> words = new ArrayList<>(List.of("precision=" + precision));
    timingCache.ifPresent(file -> words.add("timing-cache=" + file));
    workspace.ifPresent(bytes -> words.add("workspace=" + bytes.bytes()));
    level.ifPresent(number -> words.add("level=" + number));
    dla.ifPresent(core -> words.add("dla=" + core));
    return List.copyOf(words);
  }

  static TensorrtBuildOptions read(Map<String, String> values) {
    String precision = values.get("precision");
    if (precision == null) {
      throw new IllegalArgumentException("the request lacks precision");
    }
    return new TensorrtBuildOptions(
        Precision.parse(precision),
        Optional.ofNullable(values.get("timing-cache")),
        Optional.ofNullable(values.get("workspace"))
            .map(text -> new ByteCount(RunnerRequest.whole("workspace", text))),
        small(values, "level"),
        small(values, "dla"));
  }

  private static OptionalInt small(Map<String, String> values, String key) {
    String text = values.get(key);
    return text == null
        ? OptionalInt.empty()
        : OptionalInt.of(Math.toIntExact(RunnerRequest.whole(key, text)));
  }
}
