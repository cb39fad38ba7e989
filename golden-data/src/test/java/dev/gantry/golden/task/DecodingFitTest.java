package dev.gantry.golden.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.Decoding.Activation;
import dev.gantry.dossier.Decoding.Anchor;
import dev.gantry.dossier.Decoding.BoxCoding;
import dev.gantry.dossier.Decoding.Grid;
import dev.gantry.dossier.Decoding.Scoring;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.TensorSpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DecodingFitTest {
  @Test
  void an_output_that_the_set_does_not_have_is_told_with_those_it_has() {
    assertThat(misfits(new Decoding.Classes("probs"), output("logits", 1, 2)))
        .containsExactly(
            "the decoding reads output 'probs', which the set does not have;"
                + " the outputs are [logits]");
  }

  @Test
  void only_float32_is_decoded() {
    TensorSpec half = new TensorSpec("logits", ElementType.FLOAT16, List.of(1L, 2L));
    assertThat(misfits(new Decoding.Classes("logits"), half))
        .singleElement()
        .asString()
        .startsWith("output logits float16[1, 2] cannot be decoded");
  }

  @Test
  void a_classifier_has_one_score_for_each_class() {
    Decoding classes = new Decoding.Classes("logits");
    assertThat(misfits(classes, output("logits", 1, 2))).isEmpty();
    assertThat(misfits(classes, output("logits", 1, 3)))
        .singleElement()
        .asString()
        .startsWith("output logits float32[1, 3] has not one score for each of 2 classes");
  }

  @Test
  void a_class_map_has_one_plane_for_each_class() {
    assertThat(misfits(map(), output("map", 1, 2, 8, 8))).isEmpty();
    assertThat(misfits(map(), output("map", 2, 8, 8))).isEmpty();
    for (TensorSpec wrong :
        List.of(
            output("map", 1, 3, 8, 8),
            output("map", 1, 8, 8, 2),
            output("map", 2, 8),
            output("map", 2, 2, 8, 8),
            output("map", 1, 2, -1, 8))) {
      assertThat(misfits(map(), wrong))
          .as(wrong.toString())
          .singleElement()
          .asString()
          .contains("is no class map of 2 classes");
    }
  }

  @Test
  void a_level_to_ignore_is_no_class_and_fits_into_a_byte() {
    for (int level : new int[] {0, 1, 256, -1}) {
      Decoding map = new Decoding.ClassMap("map", OptionalInt.of(level));
      assertThat(misfits(map, output("map", 1, 2, 8, 8))).as("level %d", level).hasSize(1);
    }
    Decoding sound = new Decoding.ClassMap("map", OptionalInt.of(2));
    assertThat(misfits(sound, output("map", 1, 2, 8, 8))).isEmpty();
  }

  @Test
  void more_classes_than_a_mask_can_tell_are_refused() {
    List<String> many = Collections.nCopies(256, "class");
    assertThat(DecodingFit.misfits(map(), many, List.of(output("map", 1, 256, 8, 8)), Drawn.SIZE))
        .singleElement()
        .hasToString(
            "DecodingMisfit[what=a class map has 256 classes, and masks tell 255,"
                + " remedy=join classes until they fit into one byte]");
  }

  @Test
  void maps_and_boxes_need_names_of_classes() {
    assertThat(
            DecodingFit.misfits(map(), List.of(), List.of(output("map", 1, 2, 8, 8)), Drawn.SIZE))
        .extracting(DecodingMisfit::what)
        .contains("the set names no classes for a class map");
  }

  @Test
  void the_rows_are_those_of_the_grids_and_their_anchors() {
    Grid fine = new Grid(16, List.of());
    Grid coarse = new Grid(32, List.of(new Anchor(1, 2), new Anchor(3, 4), new Anchor(5, 6)));
    Decoding.Boxes boxes = Drawn.boxes(BoxCoding.CENTRE_LOG, fine, coarse);
    assertThat(misfits(boxes, output("rows", 1, 14, 6))).isEmpty();
    assertThat(misfits(boxes, output("rows", 1, 10, 6)))
        .containsExactly(
            "output rows float32[1, 10, 6] has 10 rows, the grids have 14 cells and anchors in"
                + " 64 x 32; correct strides and anchors, in the order of the rows");
  }

  @Test
  void fields_are_a_box_and_the_scores_of_all_classes() {
    assertThat(misfits(Drawn.boxes(BoxCoding.CORNERS), output("rows", 1, 10, 7)))
        .singleElement()
        .asString()
        .startsWith("output rows float32[1, 10, 7] has not [1, rows, 6] for 2 classes");
    assertThat(
            misfits(
                Drawn.scored(Scoring.OBJECTNESS_TIMES_CLASS, Activation.NONE),
                output("rows", 1, 10, 7)))
        .isEmpty();
  }

  @Test
  void scores_from_another_output_have_the_same_rows() {
    Decoding.Boxes boxes = Drawn.apart(Optional.of("person"));
    assertThat(misfits(boxes, output("rows", 1, 10, 4), output("scores", 1, 10, 2))).isEmpty();
    assertThat(misfits(boxes, output("rows", 1, 10, 4), output("scores", 1, 9, 2)))
        .singleElement()
        .asString()
        .contains("differ in their rows");
    assertThat(misfits(boxes, output("rows", 1, 10, 4)))
        .singleElement()
        .asString()
        .contains("'scores'");
  }

  @Test
  void the_background_is_a_class() {
    assertThat(
            misfits(
                Drawn.apart(Optional.of("sky")),
                output("rows", 1, 10, 4),
                output("scores", 1, 10, 2)))
        .containsExactly(
            "the background 'sky' is not a class of the set; the classes are [person, signal]");
  }

  @Test
  void every_number_that_makes_no_sense_is_told_at_once() {
    Decoding.Boxes boxes =
        new Decoding.Boxes(
            "rows",
            BoxCoding.EDGES,
            List.of(new Grid(0, List.of(new Anchor(Double.NaN, 1)))),
            Optional.empty(),
            Scoring.CLASS,
            Activation.NONE,
            Optional.empty(),
            0,
            Double.NaN);
    assertThat(misfits(boxes, output("rows", 1, 10, 6)))
        .hasSize(5)
        .anyMatch(words -> words.startsWith("the score threshold is 0.0"))
        .anyMatch(words -> words.startsWith("the highest overlap is NaN"))
        .anyMatch(words -> words.startsWith("a grid has a stride of 0"))
        .anyMatch(words -> words.startsWith("boxes as edges do not use anchors"))
        .anyMatch(words -> words.startsWith("an anchor is NaN x 1.0"));
  }

  @Test
  void a_grid_is_named_where_it_is_needed_and_only_there() {
    assertThat(misfits(Drawn.boxes(BoxCoding.EDGES), output("rows", 1, 10, 6)))
        .containsExactly("boxes as edges need a grid; name the strides of the grids");
    assertThat(
            misfits(
                Drawn.boxes(BoxCoding.CORNERS, new Grid(8, List.of())), output("rows", 1, 10, 6)))
        .containsExactly(
            "boxes as corners lie on no grid; drop the strides, or correct the coding");
  }

  @Test
  void shares_of_a_picture_need_its_size() {
    assertThat(
            DecodingFit.misfits(
                Drawn.boxes(BoxCoding.UNIT_CORNERS),
                Drawn.CLASSES,
                List.of(output("rows", 1, 10, 6)),
                Optional.empty()))
        .extracting(DecodingMisfit::what)
        .containsExactly("no input is a picture, and boxes as unit-corners need its size");
  }

  @Test
  void the_size_is_that_of_the_first_input_that_is_a_picture() {
    assertThat(PictureSize.of(List.of(output("state", 1, 8), output("image", 1, 3, 96, 128))))
        .contains(new PictureSize(128, 96));
    assertThat(PictureSize.of(List.of(output("image", 1, 3, -1, 128)))).isEmpty();
    assertThat(PictureSize.of(List.of(output("image", 1, 3, 1L << 40, 128)))).isEmpty();
  }

  private static Decoding map() {
    return new Decoding.ClassMap("map", OptionalInt.empty());
  }

  private static TensorSpec output(String name, long... shape) {
    return new TensorSpec(name, ElementType.FLOAT32, Arrays.stream(shape).boxed().toList());
  }

  private static List<String> misfits(Decoding decoding, TensorSpec... outputs) {
    return DecodingFit.misfits(decoding, Drawn.CLASSES, List.of(outputs), Drawn.SIZE).stream()
        .map(misfit -> misfit.what() + "; " + misfit.remedy())
        .toList();
  }
}
