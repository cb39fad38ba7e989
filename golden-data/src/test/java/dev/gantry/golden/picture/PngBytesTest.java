package dev.gantry.golden.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngBytesTest {
  @Test
  void levels_come_back_as_they_were() throws IOException {
    byte[] colours = new byte[5 * 7 * 3];
    new Random(3).nextBytes(colours);
    assertThat(PictureDecoder.decode(PngBytes.of(5, 7, 3, colours)).levels()).isEqualTo(colours);
    byte[] grey = new byte[35];
    new Random(4).nextBytes(grey);
    assertThat(PictureDecoder.decode(PngBytes.of(5, 7, 1, grey)).levels()).isEqualTo(grey);
  }

  @Test
  void another_reader_finds_red_and_opacity_where_they_were_put() throws IOException {
    byte[] png = PngBytes.of(1, 1, 4, new byte[] {1, 2, 3, 100});
    assertThat(ImageIO.read(new ByteArrayInputStream(png)).getRGB(0, 0)).isEqualTo(0x64010203);
  }

  @Test
  void levels_that_do_not_fill_the_size_are_refused() {
    assertThatThrownBy(() -> PngBytes.of(5, 7, 3, new byte[104]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("104 levels are not 5 x 7 x 3");
    assertThatThrownBy(() -> PngBytes.of(1, 1, 2, new byte[2]))
        .hasMessageContaining("1, 3 or 4 channels");
    assertThatThrownBy(() -> PngBytes.of(0, 1, 1, new byte[0])).hasMessageContaining("0 x 1");
  }

  @Test
  void a_thumbnail_has_its_longest_side_and_the_shape_of_the_picture() throws IOException {
    Pixels small = PictureDecoder.decode(new Thumbnail(40).png(Jpeg.of(200, 100)));
    assertThat(small.width()).isEqualTo(40);
    assertThat(small.height()).isEqualTo(20);
    Pixels thin =
        PictureDecoder.decode(new Thumbnail(10).png(PngBytes.of(1, 500, 1, new byte[500])));
    assertThat(thin.width()).isEqualTo(1);
    assertThat(thin.height()).isEqualTo(10);
  }

  @Test
  void a_small_picture_is_not_enlarged() throws IOException {
    byte[] levels = {1, 2, 3, 4, 5, 6};
    byte[] png = new Thumbnail(100).png(PngBytes.of(2, 1, 3, levels));
    assertThat(PictureDecoder.decode(png).levels()).isEqualTo(levels);
    assertThatThrownBy(() -> new Thumbnail(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void no_thumbnail_is_made_of_a_damaged_picture() {
    assertThatThrownBy(() -> new Thumbnail(9).png(new byte[] {1, 2}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not a picture");
  }
}
