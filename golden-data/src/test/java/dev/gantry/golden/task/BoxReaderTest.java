package dev.gantry.golden.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.Decoding.Activation;
import dev.gantry.dossier.Decoding.Anchor;
import dev.gantry.dossier.Decoding.BoxCoding;
import dev.gantry.dossier.Decoding.Grid;
import dev.gantry.dossier.Decoding.Scoring;
import dev.gantry.dossier.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BoxReaderTest {
  @Test
  void corners_are_pixels_and_unit_corners_are_shares_of_the_picture() {
    TaskAnswer.Things pixels =
        Drawn.read(Drawn.boxes(BoxCoding.CORNERS), Drawn.rows(6, 1, 2, 3, 4, 0.9f, 0));
    TaskAnswer.Things shares =
        Drawn.read(
            Drawn.boxes(BoxCoding.UNIT_CORNERS), Drawn.rows(6, 0.25f, 0.5f, 0.5f, 1, 0, 0.9f));
    assertThat(pixels.found()).containsExactly(new Detection(0, 0.9f, new Box(1, 2, 3, 4)));
    assertThat(shares.found()).containsExactly(new Detection(1, 0.9f, new Box(16, 16, 32, 32)));
  }

  @Test
  void a_logarithm_of_zero_is_one_cell_and_rows_go_right_then_down_then_to_the_next_grid() {
    // 64 x 32 in cells of 16 and 32 pixels: 4 x 2 cells, then 2 x 1.
    Decoding.Boxes decoding =
        Drawn.boxes(BoxCoding.CENTRE_LOG, new Grid(16, List.of()), new Grid(32, List.of()));
    float[] rows = new float[10 * 6];
    for (int row = 0; row < 10; row++) {
      rows[row * 6] = 0.5f;
      rows[row * 6 + 1] = 0.5f;
      rows[row * 6 + 4] = 1 - row / 100f;
    }
    List<Detection> found = Drawn.read(decoding, Drawn.rows(6, rows)).found();
    assertThat(found).hasSize(10);
    assertThat(found.get(1).box()).isEqualTo(new Box(16, 0, 32, 16));
    assertThat(found.get(4).box()).isEqualTo(new Box(0, 16, 16, 32));
    assertThat(found.get(8).box()).isEqualTo(new Box(0, 0, 32, 32));
    assertThat(found.get(9).box()).isEqualTo(new Box(32, 0, 64, 32));
  }

  @Test
  void each_anchor_of_a_cell_is_a_row_and_the_unit_of_its_size() {
    Grid grid = new Grid(32, List.of(new Anchor(4, 8), new Anchor(20, 10)));
    float[] rows = new float[2 * 2 * 6];
    for (int row = 0; row < 4; row++) {
      rows[row * 6] = 0.5f;
      rows[row * 6 + 1] = 0.5f;
      rows[row * 6 + 2] = (float) Math.log(2);
      rows[row * 6 + 4] = 1 - row / 100f;
    }
    List<Detection> found =
        Drawn.read(Drawn.boxes(BoxCoding.CENTRE_LOG, grid), Drawn.rows(6, rows)).found();
    assertBox(found.get(0).box(), 12, 12, 20, 20);
    assertBox(found.get(1).box(), -4, 11, 36, 21);
    assertBox(found.get(2).box(), 44, 12, 52, 20);
  }

  @Test
  void edges_are_distances_in_cells_from_the_middle_of_the_cell() {
    float[] rows = new float[2 * 6];
    rows[6] = 0.25f;
    rows[7] = 0.5f;
    rows[8] = 0.125f;
    rows[9] = 0;
    rows[10] = 1;
    TaskAnswer.Things found =
        Drawn.read(Drawn.boxes(BoxCoding.EDGES, new Grid(32, List.of())), Drawn.rows(6, rows));
    assertThat(found.found()).hasSize(1);
    assertBox(found.found().get(0).box(), 40, 0, 52, 16);
  }

  @Test
  void scores_are_activated_first_and_then_multiplied_with_objectness() {
    assertThat(scores(Scoring.CLASS, Activation.NONE, 0.5f, 0.25f)).containsExactly(0.5, 0.25);
    assertThat(scores(Scoring.CLASS, Activation.SIGMOID, 0, 100)).containsExactly(1, 0.5);
    assertThat(scores(Scoring.CLASS, Activation.SOFTMAX, 1000, 1000)).containsExactly(0.5, 0.5);
    assertThat(scores(Scoring.OBJECTNESS_TIMES_CLASS, Activation.NONE, 0.5f, 0.5f, 0.25f))
        .containsExactly(0.25, 0.125);
    assertThat(scores(Scoring.OBJECTNESS_TIMES_CLASS, Activation.SIGMOID, 0, 0, 100))
        .containsExactly(0.5, 0.25);
    assertThat(scores(Scoring.OBJECTNESS_TIMES_CLASS, Activation.SOFTMAX, 0, 3, 3))
        .containsExactly(0.25, 0.25);
  }

  private static double[] scores(Scoring scoring, Activation activation, float... fields) {
    float[] row = new float[4 + fields.length];
    row[2] = 8;
    row[3] = 8;
    System.arraycopy(fields, 0, row, 4, fields.length);
    return Drawn.read(Drawn.scored(scoring, activation), Drawn.rows(row.length, row))
        .found()
        .stream()
        .mapToDouble(Detection::score)
        .toArray();
  }

  @Test
  void the_threshold_itself_counts_and_what_is_below_does_not() {
    Decoding.Boxes exact =
        new Decoding.Boxes(
            "rows",
            BoxCoding.CORNERS,
            List.of(),
            Optional.empty(),
            Scoring.CLASS,
            Activation.NONE,
            Optional.empty(),
            0.5,
            0.5);
    TaskAnswer.Things answer =
        Drawn.read(exact, Drawn.rows(6, 0, 0, 8, 8, 0.5f, Math.nextDown(0.5f)));
    assertThat(answer.found()).extracting(Detection::kind).containsExactly(0);
  }

  @Test
  void a_better_box_takes_away_what_overlaps_it_by_more_but_not_what_overlaps_it_just_so() {
    // 8 x 8 beside 8 x 4 inside of it: an IoU of exactly one half.
    TaskAnswer.Things answer =
        Drawn.read(
            Drawn.boxes(BoxCoding.CORNERS),
            Drawn.rows(6, 0, 0, 8, 8, 0.9f, 0, 0, 0, 8, 4, 0.8f, 0, 0, 0, 8, 5, 0.7f, 0));
    assertThat(answer.found()).extracting(Detection::score).containsExactly(0.9f + 0.0, 0.8f + 0.0);
  }

  @Test
  void what_was_taken_away_takes_nothing_away_and_other_classes_are_left_alone() {
    TaskAnswer.Things chain =
        Drawn.read(
            Drawn.boxes(BoxCoding.CORNERS),
            Drawn.rows(6, 0, 0, 10, 10, 0.9f, 0, 2, 0, 12, 10, 0.8f, 0, 5, 0, 15, 10, 0.7f, 0));
    assertThat(chain.found()).extracting(one -> one.box().x0()).containsExactly(0.0, 5.0);

    TaskAnswer.Things both =
        Drawn.read(Drawn.boxes(BoxCoding.CORNERS), Drawn.rows(6, 0, 0, 8, 8, 0.9f, 0.8f));
    assertThat(both.found()).extracting(Detection::kind).containsExactly(0, 1);
  }

  @Test
  void of_equal_scores_the_first_row_stays() {
    TaskAnswer.Things answer =
        Drawn.read(
            Drawn.boxes(BoxCoding.CORNERS),
            Drawn.rows(6, 0, 0, 8, 8, 0.9f, 0, 1, 0, 9, 8, 0.9f, 0));
    assertThat(answer.found()).extracting(one -> one.box().x0()).containsExactly(0.0);
  }

  @Test
  void scores_from_another_output_belong_to_the_same_rows_and_background_is_nothing() {
    Tensor rows = Drawn.rows(4, 0, 0, 8, 8, 20, 0, 28, 8);
    Tensor scores = Tensor.ofFloats("scores", List.of(1L, 2L, 2L), 0.9f, 0.1f, 0.2f, 0.8f);
    assertThat(Drawn.read(Drawn.apart(Optional.of("person")), rows, scores).found())
        .containsExactly(new Detection(1, 0.8f, new Box(20, 0, 28, 8)));
    assertThat(Drawn.read(Drawn.apart(Optional.empty()), rows, scores).found()).hasSize(2);
  }

  @Test
  void a_row_with_nan_or_infinity_is_no_detection_and_is_counted() {
    for (int field = 0; field < 6; field++) {
      for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
        float[] rows = {0, 0, 8, 8, 0.9f, 0, 20, 0, 28, 8, 0.9f, 0};
        rows[field] = bad;
        TaskAnswer.Things answer = Drawn.read(Drawn.boxes(BoxCoding.CORNERS), Drawn.rows(6, rows));
        assertThat(answer.broken()).as("%s in field %d", bad, field).isEqualTo(1);
        assertThat(answer.found()).extracting(one -> one.box().x0()).containsExactly(20.0);
      }
    }
    float[] huge = {0.5f, 0.5f, 1000, 0, 1, 0, 0, 0, 0, 0, 0, 0};
    TaskAnswer.Things overflow =
        Drawn.read(Drawn.boxes(BoxCoding.CENTRE_LOG, new Grid(32, List.of())), Drawn.rows(6, huge));
    assertThat(overflow).isEqualTo(new TaskAnswer.Things(List.of(), 1));
  }

  @Test
  void an_engine_that_sees_things_everywhere_does_not_fill_the_memory() {
    float[] rows = new float[5000 * 6];
    Arrays.fill(rows, 0.9f);
    for (int row = 0; row < 5000; row++) {
      rows[row * 6] = 10 * row;
      rows[row * 6 + 2] = 10 * row + 8;
      rows[row * 6 + 3] = 8;
    }
    TaskAnswer.Things answer = Drawn.read(Drawn.boxes(BoxCoding.CORNERS), Drawn.rows(6, rows));
    assertThat(answer.found()).hasSize(BoxReader.MOST_FOUND);
  }

  private static void assertBox(Box box, double... edges) {
    assertThat(new double[] {box.x0(), box.y0(), box.x1(), box.y1()})
        .containsExactly(edges, within(1e-4));
  }
}
