package dev.gantry.golden.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.golden.task.Box;
import dev.gantry.golden.task.Detection;
import dev.gantry.golden.task.Drawn;
import dev.gantry.golden.task.LabelledBox;
import dev.gantry.golden.task.TaskAnswer;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoxScoresTest {
  @Test
  void a_box_is_found_once_and_by_the_best_score() {
    List<Detection> twice =
        List.of(new Detection(0, 0.6, Drawn.place(0)), new Detection(0, 0.9, Drawn.place(0)));
    BoxScores scores = score(twice, Drawn.labels(0));
    assertThat(scores.found()).extracting(BoxScores.Scored::score).containsExactly(0.9, 0.6);
    assertThat(scores.found()).extracting(BoxScores.Scored::right).containsExactly(0x3ff, 0);
    assertThat(scores.labelled()).containsExactly(1, 0);
  }

  @Test
  void a_box_of_another_class_is_not_taken() {
    BoxScores scores = score(List.of(new Detection(1, 0.9, Drawn.place(0))), Drawn.labels(0));
    assertThat(scores.found()).extracting(BoxScores.Scored::right).containsExactly(0);
  }

  @Test
  void a_box_is_found_at_each_iou_that_it_reaches() {
    // 8 x 6 inside of 8 x 8: an IoU of exactly 0.75, the sixth of the ten.
    BoxScores scores = score(List.of(new Detection(0, 0.9, new Box(0, 0, 8, 6))), Drawn.labels(0));
    assertThat(scores.found()).extracting(BoxScores.Scored::right).containsExactly(0x3f);
  }

  @Test
  void of_the_boxes_left_the_one_that_is_overlapped_most_is_taken() {
    List<LabelledBox> near =
        List.of(
            new LabelledBox(0, new Box(0, 0, 10, 12)), new LabelledBox(0, new Box(0, 0, 10, 11)));
    List<Detection> found =
        List.of(
            new Detection(0, 0.9, new Box(0, 0, 10, 10)),
            new Detection(0, 0.8, new Box(0, 0, 10, 11)));
    // The first takes the second label, at 10/11; the second takes what is left, at 11/12. At 0.95
    // the first takes nothing, and leaves to the second what it covers wholly.
    assertThat(score(found, near).found())
        .extracting(BoxScores.Scored::right)
        .containsExactly(0x1ff, 0x3ff);
  }

  @Test
  void nothing_overlaps_a_box_that_is_no_area_or_inside_out() {
    Box flat = new Box(1, 1, 1, 5);
    Box turned = new Box(8, 8, 0, 0);
    assertThat(flat.overlap(flat)).isZero();
    assertThat(turned.overlap(Drawn.place(0))).isZero();
    assertThat(turned.area()).isZero();
  }

  @Test
  void a_wrong_detection_is_taken_for_the_box_of_another_class_that_nobody_found() {
    List<LabelledBox> labels =
        List.of(
            new LabelledBox(0, Drawn.place(0)),
            new LabelledBox(1, Drawn.place(1)),
            new LabelledBox(1, Drawn.place(2)));
    List<Detection> found =
        List.of(
            new Detection(0, 0.9, Drawn.place(0)),
            new Detection(1, 0.8, Drawn.place(0)),
            new Detection(0, 0.7, Drawn.place(1)),
            new Detection(0, 0.6, Drawn.place(1)));
    assertThat(score(found, labels).taken())
        .containsExactlyInAnyOrder(
            new ClassConfusion.Taken(0, 0, 1),
            new ClassConfusion.Taken(ClassConfusion.NOTHING, 1, 1),
            new ClassConfusion.Taken(1, 0, 1),
            new ClassConfusion.Taken(ClassConfusion.NOTHING, 0, 1),
            new ClassConfusion.Taken(1, ClassConfusion.NOTHING, 1));
  }

  private static BoxScores score(List<Detection> found, List<LabelledBox> labels) {
    return BoxScores.of(new TaskAnswer.Things(found, 0), labels, 2);
  }
}
