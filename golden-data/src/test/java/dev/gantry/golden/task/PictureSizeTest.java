package dev.gantry.golden.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.TensorSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureSizeTest {
  private static TensorSpec input(Long... shape) {
    return new TensorSpec("image", ElementType.FLOAT32, List.of(shape));
  }

  @Test
  void channels_stand_first_or_last_with_or_without_a_batch_of_one() {
    PictureSize wide = new PictureSize(128, 96);
    assertThat(PictureSize.of(List.of(input(1L, 3L, 96L, 128L)))).contains(wide);
    assertThat(PictureSize.of(List.of(input(1L, 96L, 128L, 3L)))).contains(wide);
    assertThat(PictureSize.of(List.of(input(1L, 96L, 128L)))).contains(wide);
    assertThat(PictureSize.of(List.of(input(96L, 128L, 1L)))).contains(wide);
  }

  @Test
  void the_first_picture_counts_and_other_inputs_do_not() {
    List<TensorSpec> inputs =
        List.of(input(1L, 64L), input(4L), input(1L, 1L, 8L, 9L), input(1L, 3L, 5L, 5L));
    assertThat(PictureSize.of(inputs)).contains(new PictureSize(9, 8));
  }

  @Test
  void what_has_no_known_sides_is_no_picture() {
    for (TensorSpec input :
        List.of(
            input(2L, 3L, 96L, 128L),
            input(1L, 4L, 96L, 128L),
            input(1L, 3L, -1L, 128L),
            input(1L, 3L, 96L, 1L << 40),
            input(1L, 3L, 0L, 128L))) {
      assertThat(PictureSize.of(List.of(input))).as("%s", input).isEmpty();
    }
  }
}
