package dev.gantry.golden.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.TensorSpec;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PictureFitTest {
  private static final List<Double> NONE = List.of(0.0, 0.0, 0.0);
  private static final List<Double> ONES = List.of(1.0, 1.0, 1.0);

  private static TensorSpec spec(ElementType type, long... shape) {
    return new TensorSpec("image", type, LongStream.of(shape).boxed().toList());
  }

  private static Preprocessing how(ColourOrder colours, PictureFit fit) {
    int count = colours == ColourOrder.GREY ? 1 : 3;
    return new Preprocessing(
        colours,
        fit,
        LetterboxAnchor.CENTRE,
        114,
        Interpolation.NEAREST,
        NONE.subList(0, count),
        ONES.subList(0, count),
        ChannelLayout.NCHW);
  }

  private static float[] floats(TensorSpec spec, Preprocessing how, Pixels pixels)
      throws IOException {
    return new PictureInput(spec, how).tensor(pixels).floats();
  }

  /** Two pixels: 1, 2, 3 and 4, 5, 6. */
  private static Pixels two() {
    return new Pixels(2, 1, 3, new byte[] {1, 2, 3, 4, 5, 6});
  }

  @Test
  void a_letterboxed_picture_is_framed_with_the_padding() throws IOException {
    Preprocessing how = how(ColourOrder.RGB, PictureFit.LETTERBOX);
    assertThat(floats(spec(ElementType.FLOAT32, 3, 4, 2), how, two()))
        .startsWith(114, 114, 1, 4, 114, 114, 114, 114)
        .hasSize(24);
    assertThat(floats(spec(ElementType.FLOAT32, 3, 4, 4), how, two()))
        .startsWith(114, 114, 114, 114, 1, 1, 4, 4, 1, 1, 4, 4, 114, 114, 114, 114);
  }

  @Test
  void a_cropped_picture_keeps_its_middle() throws IOException {
    Pixels row = new Pixels(4, 1, 1, new byte[] {1, 2, 3, 4});
    assertThat(
            floats(spec(ElementType.FLOAT32, 1, 1, 2), how(ColourOrder.GREY, PictureFit.CROP), row))
        .containsExactly(2, 3);
  }

  @Test
  void a_stretched_picture_fills_the_frame() throws IOException {
    assertThat(
            floats(
                spec(ElementType.FLOAT32, 3, 1, 4),
                how(ColourOrder.RGB, PictureFit.STRETCH),
                two()))
        .startsWith(1, 1, 4, 4);
  }

  @Test
  void placed_points_show_the_same_thing_before_and_after() throws IOException {
    byte[] levels = new byte[90 * 60];
    int spotX = 30;
    int spotY = 48;
    for (int y = spotY - 4; y < spotY + 4; y++) {
      for (int x = spotX - 4; x < spotX + 4; x++) {
        levels[y * 90 + x] = (byte) 255;
      }
    }
    for (PictureFit fit : List.of(PictureFit.STRETCH, PictureFit.LETTERBOX, PictureFit.CROP)) {
      PictureInput input =
          new PictureInput(spec(ElementType.FLOAT32, 1, 1, 120, 120), how(ColourOrder.GREY, fit));
      float[] values = input.tensor(new Pixels(90, 60, 1, levels)).floats();
      PicturePlacement placement = input.placement(90, 60);
      int x = (int) placement.toNetworkX(spotX);
      int y = (int) placement.toNetworkY(spotY);
      assertThat(values[y * 120 + x]).as("%s", fit).isEqualTo(255);
      int outside = (int) placement.toNetworkX(spotX + 5);
      assertThat(values[y * 120 + outside]).as("%s", fit).isZero();
    }
  }

  @Test
  void a_thread_of_a_picture_is_refused_and_not_blown_up() {
    PictureInput input =
        new PictureInput(
            spec(ElementType.FLOAT32, 1, 3, 1000, 1000), how(ColourOrder.RGB, PictureFit.CROP));
    assertThatThrownBy(() -> input.tensor(new Pixels(1, 1000, 3, new byte[3000])))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too long")
        .hasMessageContaining("1 x 1000");
  }

  @Test
  void a_thread_of_a_picture_is_not_blown_up_for_a_moment_either() {
    PictureInput input =
        new PictureInput(
            spec(ElementType.FLOAT32, 1, 3, 4, 1000),
            new Preprocessing(
                ColourOrder.RGB,
                PictureFit.STRETCH,
                LetterboxAnchor.CENTRE,
                0,
                Interpolation.PILLOW_LINEAR,
                NONE,
                ONES,
                ChannelLayout.NCHW));
    assertThatThrownBy(() -> input.tensor(new Pixels(1, 1_000_000, 1, new byte[1_000_000])))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too long");
  }

  @Test
  void a_thread_of_a_picture_can_still_be_letterboxed() throws IOException {
    PictureInput input =
        new PictureInput(
            spec(ElementType.FLOAT32, 3, 4, 4), how(ColourOrder.RGB, PictureFit.LETTERBOX));
    assertThat(input.tensor(new Pixels(1, 1000, 3, new byte[3000])).floats()).hasSize(48);
  }
}
