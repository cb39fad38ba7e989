package dev.gantry.runner.wire;

/** The names of what a run leaves in its folder. */
public final class RunnerFiles {
  /**
   * Nanoseconds as little-endian 64-bit numbers. Of a single round: each query. Of a periodic one:
   * from when each query was due to its answer. Of an offline one: from the start to the end of
   * each batch. Of a cold start: the load, then the first inference.
   */
  public static final String TIMES = "times.ns";

  /** What some of the timed queries answered, to be held against the outputs. */
  public static final String ANSWERS = "answers.tensors";

  /** What TensorRT's inspector says of the layers of an engine, as TensorRT wrote it. */
  public static final String LAYERS = "layers.json";

  /** How long each of its layers took, as TensorRT wrote it, in a run of its own. */
  public static final String PROFILE = "profile.json";

  /** Times as a tool wrote them that is not the runner, of which {@link #TIMES} was made. */
  public static final String RAW_TIMES = "times.json";

  private RunnerFiles() {}

  /** The times of one window of a soak, counted from 1. */
  public static String window(int number) {
    return String.format(java.util.Locale.ROOT, "window-%05d.ns", number);
  }
}
