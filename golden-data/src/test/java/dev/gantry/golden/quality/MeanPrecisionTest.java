package dev.gantry.golden.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gantry.golden.task.Box;
import dev.gantry.golden.task.Detection;
import dev.gantry.golden.task.Drawn;
import dev.gantry.golden.task.LabelledBox;
import dev.gantry.golden.task.TaskAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MeanPrecisionTest {
  @Test
  void precision_is_read_at_101_recalls() {
    // Right, wrong, right of three: 1 up to a recall of 0.33, 2/3 up to 0.66, nothing beyond.
    BoxScores sample =
        BoxScores.of(
            new TaskAnswer.Things(Drawn.inRow(0.9, 0.8, 0.7), 0), Drawn.labels(0, 2, 5), 1);
    assertThat(MeanPrecision.at50(List.of(sample)).all().orElseThrow())
        .isCloseTo((34 + 33 * 2 / 3.0) / 101, within(1e-12));
  }

  /** Written by {@code golden-data/bench/coco-check --cases}, with pycocotools. */
  @Test
  void the_figures_are_those_of_pycocotools() throws IOException {
    List<CocoCase> cases = CocoCase.all();
    assertThat(cases).hasSize(60);
    for (CocoCase one : cases) {
      one.agrees(MeanPrecision.at50(one.scores()), "map50");
      one.agrees(MeanPrecision.from50To95(one.scores()), "map50-95");
    }
  }

  @Test
  void a_class_without_labels_is_left_out_and_without_any_there_is_no_figure() {
    BoxScores found = BoxScores.of(new TaskAnswer.Things(Drawn.inRow(0.9), 0), Drawn.labels(0), 3);
    BoxScores empty = BoxScores.of(new TaskAnswer.Things(Drawn.inRow(0.9), 0), List.of(), 3);
    assertThat(MeanPrecision.at50(List.of(found)).all()).hasValue(1);
    assertThat(MeanPrecision.at50(List.of(found)).all(1)).isEmpty();
    assertThat(MeanPrecision.at50(List.of(empty)).all()).isEmpty();
    assertThat(MeanPrecision.at50(List.of()).all()).isEmpty();
    assertThat(MeanPrecision.at50(List.of(found, empty)).of(new int[] {0, 1})).isEmpty();
  }

  @Test
  void nothing_found_of_what_is_there_is_zero() {
    BoxScores blind = BoxScores.of(new TaskAnswer.Things(List.of(), 0), Drawn.labels(0), 1);
    assertThat(MeanPrecision.at50(List.of(blind)).all()).hasValue(0);
    assertThat(MeanPrecision.from50To95(List.of(blind)).all()).hasValue(0);
  }

  @Test
  void a_sample_that_counts_twice_is_the_same_as_two_samples() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<BoxScores> samples = new ArrayList<>();
      List<BoxScores> copies = new ArrayList<>();
      int[] weights = new int[12];
      for (int sample = 0; sample < weights.length; sample++) {
        BoxScores scores = random(random);
        weights[sample] = random.nextInt(4);
        samples.add(scores);
        for (int copy = 0; copy < weights[sample]; copy++) {
          copies.add(scores);
        }
      }
      double weighted = MeanPrecision.from50To95(samples).of(weights).orElse(-1);
      double copied = MeanPrecision.from50To95(copies).all().orElse(-1);
      assertThat(weighted).as("seed %d", seed).isCloseTo(copied, within(1e-12));
    }
  }

  /** Scores of one digit: many tie. */
  private static BoxScores random(Random random) {
    List<Detection> found = new ArrayList<>();
    for (int index = 0; index < random.nextInt(6); index++) {
      Box at = Drawn.place(random.nextInt(4));
      Box off = new Box(at.x0() + random.nextInt(3), 0, at.x1(), 8 + random.nextInt(2));
      found.add(new Detection(random.nextInt(2), random.nextInt(4) / 10.0, off));
    }
    List<LabelledBox> labels = new ArrayList<>();
    for (int index = 0; index < random.nextInt(4); index++) {
      labels.add(new LabelledBox(random.nextInt(2), Drawn.place(random.nextInt(4))));
    }
    return BoxScores.of(new TaskAnswer.Things(found, 0), labels, 2);
  }
}
