package dev.gantry.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gantry.golden.quality.BoxScores;
import dev.gantry.golden.quality.MapScores;
import dev.gantry.golden.quality.MeanOverlap;
import dev.gantry.golden.quality.MeanPrecision;
import dev.gantry.golden.quality.TaskQuality;
import dev.gantry.golden.task.AnswerReader;
import dev.gantry.golden.task.TaskAnswer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of the shipped models, computed here from the references and labels shipped. */
class ShippedQualityTest {
  private static final double FOUR_DIGITS = 0.00005;

  @TempDir static Path folder;

  /** The figures of {@code golden-data/bench/coco-check}, as pycocotools tells them. */
  @Test
  void track_objects_has_the_figures_of_pycocotools() throws Exception {
    ShippedLabels labels = ShippedLabels.unpack("track-objects", folder);
    List<BoxScores> scores = boxScores(labels);
    MeanPrecision loose = MeanPrecision.at50(scores);
    assertSlices(
        labels,
        loose,
        Map.of(
            "all", 0.961719, "day", 0.953767, "fog", 0.989852, "night", 0.964096, "rain", 0.951352,
            "small", 0.923207),
        1e-6);
    assertClasses(loose, 1e-6, 0.968878, 0.973096, 0.987941, 0.916959);
    MeanPrecision strict = MeanPrecision.from50To95(scores);
    assertSlices(
        labels,
        strict,
        Map.of(
            "all", 0.673446, "day", 0.673813, "fog", 0.709116, "night", 0.646254, "rain", 0.687551,
            "small", 0.587151),
        1e-6);
    assertClasses(strict, 1e-6, 0.653786, 0.681967, 0.760609, 0.597421);
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
            0.8924),
        FOUR_DIGITS);
    assertClasses(quality, FOUR_DIGITS, 0.9860, 0.9451, 0.8640, 0.8584);
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
      ShippedLabels labels, TaskQuality quality, Map<String, Double> wanted, double near) {
    wanted.forEach(
        (slice, figure) ->
            assertThat(quality.of(labels.weights(slice)).orElseThrow())
                .as(slice)
                .isCloseTo(figure, within(near)));
  }

  private static void assertClasses(TaskQuality quality, double near, double... wanted) {
    for (int kind = 0; kind < wanted.length; kind++) {
      assertThat(quality.all(kind).orElseThrow())
          .as("class %d", kind)
          .isCloseTo(wanted[kind], within(near));
    }
  }
}
