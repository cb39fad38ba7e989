package dev.gantry.golden.score;

import dev.gantry.dossier.TaskMetric;
import dev.gantry.inference.InferenceLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Says how a set is scored.
 *
 * @param metric what by; the usual one of its answers where none is named
 * @param longest how long a model may take over one sample
 * @param coco a folder that labels and detections are written to, as COCO's own tools read them
 */
public record ScoreOptions(Optional<TaskMetric> metric, Duration longest, Optional<Path> coco) {
  public static final ScoreOptions USUAL =
      new ScoreOptions(Optional.empty(), InferenceLimit.USUAL, Optional.empty());
}
