package dev.gantry.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gantry.golden.task.AnswerReader;
import dev.gantry.golden.task.BoxScores;
import dev.gantry.golden.task.MapScores;
import dev.gantry.golden.task.MeanOverlap;
import dev.gantry.golden.task.MeanPrecision;
import dev.gantry.golden.task.TaskAnswer;
import dev.gantry.golden.task.TaskQuality;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of training/README.md, computed here from the references and labels shipped. */
class ShippedQualityTest {
  private static final double FOUR_DIGITS = 0.00005;

  @TempDir static Path folder;

  @Test
  void track_objects_has_the_map50_that_its_training_printed() throws Exception {
    ShippedLabels labels = ShippedLabels.unpack("track-objects", folder);
    MeanPrecision quality = MeanPrecision.at50(boxScores(labels));

    assertSlices(
        labels,
        quality,
        Map.of(
            "all", 0.9673, "day", 0.9572, "night", 0.9713, "fog", 0.9908, "rain", 0.9544, "small",
            0.9274));
    assertClasses(quality, 0.9767, 0.9753, 0.9927, 0.9247);
  }

  @Test
  void a_stricter_iou_never_finds_more() throws Exception {
    List<BoxScores> scores = boxScores(ShippedLabels.unpack("track-objects", folder));
    double loose = MeanPrecision.at50(scores).all().orElseThrow();
    double strict = MeanPrecision.from50To95(scores).all().orElseThrow();
    assertThat(strict).isBetween(0.4, loose - 0.05);
  }

  @Test
  void free_space_has_the_miou_that_its_training_printed() throws Exception {
    ShippedLabels labels = ShippedLabels.unpack("free-space", folder);
    AnswerReader reader = labels.reader();
    List<MapScores> scores = new ArrayList<>();
    for (int sample = 0; sample < 300; sample++) {
      TaskAnswer said = reader.read(labels.reference(sample));
      scores.add(
          MapScores.of((TaskAnswer.Places) said, labels.mask(sample), OptionalInt.empty(), 4));
    }
    MeanOverlap quality = new MeanOverlap(scores);

    assertSlices(
        labels,
        quality,
        Map.of(
            "all", 0.9134, "day", 0.9197, "night", 0.9106, "fog", 0.9164, "rain", 0.9058, "small",
            0.8924));
    assertClasses(quality, 0.9860, 0.9451, 0.8640, 0.8584);
  }

  @Test
  void rail_signals_has_the_accuracy_that_its_training_printed() throws Exception {
    ShippedLabels labels = ShippedLabels.unpack("rail-signals", folder);
    AnswerReader reader = labels.reader();
    int right = 0;
    for (int sample = 0; sample < 300; sample++) {
      TaskAnswer said = reader.read(labels.reference(sample));
      right += said.equals(new TaskAnswer.Choice(OptionalInt.of(labels.label(sample)))) ? 1 : 0;
    }
    assertThat(right).isEqualTo(297);
  }

  private static List<BoxScores> boxScores(ShippedLabels labels) throws IOException {
    AnswerReader reader = labels.reader();
    List<BoxScores> scores = new ArrayList<>();
    for (int sample = 0; sample < 300; sample++) {
      TaskAnswer said = reader.read(labels.reference(sample));
      scores.add(BoxScores.of((TaskAnswer.Things) said, labels.boxes(sample), 4));
    }
    return scores;
  }

  private static void assertSlices(
      ShippedLabels labels, TaskQuality quality, Map<String, Double> wanted) {
    wanted.forEach(
        (slice, figure) ->
            assertThat(quality.of(labels.weights(slice)).orElseThrow())
                .as(slice)
                .isCloseTo(figure, within(FOUR_DIGITS)));
  }

  private static void assertClasses(TaskQuality quality, double... wanted) {
    for (int kind = 0; kind < wanted.length; kind++) {
      assertThat(quality.all(kind).orElseThrow())
          .as("class %d", kind)
          .isCloseTo(wanted[kind], within(FOUR_DIGITS));
    }
  }
}
