package dev.gantry.golden.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AntialiasedScalingTest {
  @Test
  void half_the_size_weighs_each_pixel_by_how_far_away_it_is() {
    Pixels row = new Pixels(4, 1, 1, new byte[] {0, 80, (byte) 160, (byte) 240});
    // 3/7, 3/7 and 1/7 at the edge, where one neighbour is missing.
    assertThat(new AntialiasedScaling(2, 1).of(row).levels())
        .containsExactly((byte) 57, (byte) 183);
    Pixels column = new Pixels(1, 4, 1, row.levels());
    assertThat(new AntialiasedScaling(1, 2).of(column).levels())
        .containsExactly((byte) 57, (byte) 183);
  }

  @Test
  void one_colour_stays_that_colour_in_any_size() {
    long seed = 23;
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      int width = 1 + random.nextInt(60);
      int height = 1 + random.nextInt(60);
      byte level = (byte) (round % 3 == 0 ? 255 : random.nextInt(256));
      byte[] levels = new byte[width * height * 3];
      Arrays.fill(levels, level);
      AntialiasedScaling scaling =
          new AntialiasedScaling(1 + random.nextInt(90), 1 + random.nextInt(90));
      byte[] scaled = scaling.of(new Pixels(width, height, 3, levels)).levels();
      byte[] expected = new byte[scaling.width() * scaling.height() * 3];
      Arrays.fill(expected, level);
      assertThat(scaled)
          .as("seed %d, round %d, %d x %d, %s", seed, round, width, height, scaling)
          .isEqualTo(expected);
    }
  }

  @Test
  void the_size_that_is_there_already_changes_nothing() {
    byte[] levels = {1, 2, 3, 4, 5, 6};
    assertThat(new AntialiasedScaling(2, 1).of(new Pixels(2, 1, 3, levels)).levels())
        .isEqualTo(levels);
  }
}
