package dev.gantry.golden.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureDecoderTest {
  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, "png", bytes)).isTrue();
    return bytes.toByteArray();
  }

  private static void same(Pixels pixels, BufferedImage image) {
    assertThat(pixels.width()).isEqualTo(image.getWidth());
    assertThat(pixels.height()).isEqualTo(image.getHeight());
    assertThat(pixels.channels()).isEqualTo(3);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb =
            (pixels.level(x, y, 0) << 16) | (pixels.level(x, y, 1) << 8) | pixels.level(x, y, 2);
        assertThat(rgb).as("pixel %d, %d", x, y).isEqualTo(image.getRGB(x, y) & 0xffffff);
      }
    }
  }

  @Test
  void a_png_has_the_levels_that_another_decoder_finds() throws IOException {
    BufferedImage image = Jpeg.scene(37, 23, BufferedImage.TYPE_INT_RGB);
    same(PictureDecoder.decode(png(image)), image);
  }

  @Test
  void an_opaque_alpha_channel_is_dropped() throws IOException {
    BufferedImage image = Jpeg.scene(37, 23, BufferedImage.TYPE_INT_ARGB);
    for (int x = 0; x < 37 * 23; x++) {
      image.setRGB(x % 37, x / 37, image.getRGB(x % 37, x / 37) | 0xff000000);
    }
    same(PictureDecoder.decode(png(image)), image);
    Png grey = Png.of(2, 1, 8, 4).rows(0, 10, 255, 20, 255);
    Pixels pixels = PictureDecoder.decode(grey.end());
    assertThat(pixels.channels()).isEqualTo(1);
    assertThat(pixels.levels()).containsExactly(10, 20);
  }

  @Test
  void palettes_are_looked_up() throws IOException {
    BufferedImage image = Jpeg.scene(37, 23, BufferedImage.TYPE_BYTE_INDEXED);
    same(PictureDecoder.decode(png(image)), image);
    byte[] colours = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    Png few = Png.of(4, 1, 2, 3).chunk("PLTE", colours).rows(0, 0b00_01_10_00);
    assertThat(PictureDecoder.decode(few.end()).levels())
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3);
  }

  @Test
  void grey_of_few_bits_reaches_from_black_to_white() throws IOException {
    Png two = Png.of(4, 1, 2, 0).rows(0, 0b00_01_10_11);
    assertThat(PictureDecoder.decode(two.end()).levels())
        .containsExactly(0, 85, (byte) 170, (byte) 255);
    Png one = Png.of(2, 1, 1, 0).rows(0, 0b01_000000);
    assertThat(PictureDecoder.decode(one.end()).levels()).containsExactly(0, (byte) 255);
  }

  @Test
  void an_interlaced_png_is_decoded_in_any_size() throws IOException {
    for (int width = 1; width < 12; width++) {
      for (int height = 1; height < 12; height++) {
        BufferedImage image = Jpeg.scene(width, height, BufferedImage.TYPE_INT_RGB);
        var writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var stream = ImageIO.createImageOutputStream(bytes)) {
          var how = writer.getDefaultWriteParam();
          how.setProgressiveMode(javax.imageio.ImageWriteParam.MODE_DEFAULT);
          writer.setOutput(stream);
          writer.write(null, new javax.imageio.IIOImage(image, null, null), how);
        }
        writer.dispose();
        assertThat(bytes.toByteArray()[28]).as("interlaced").isEqualTo((byte) 1);
        same(PictureDecoder.decode(bytes.toByteArray()), image);
      }
    }
  }

  @Test
  void what_a_png_says_beside_its_pixels_changes_nothing() throws IOException {
    int[] row = {0, 10, 20, 30};
    byte[] plain = Png.of(1, 1, 8, 2).rows(row).end();
    byte[] talkative =
        Png.of(1, 1, 8, 2)
            .chunk("gAMA", new byte[] {0, 0, 1, 0})
            .chunk("iCCP", new byte[] {'x', 0, 0, 1, 2, 3})
            .chunk("PLTE", new byte[6])
            .chunk("tEXt", new byte[] {'a', 0, 'b'})
            .rows(row)
            .end();
    assertThat(PictureDecoder.decode(talkative).levels())
        .isEqualTo(PictureDecoder.decode(plain).levels())
        .containsExactly(10, 20, 30);
  }

  @Test
  void a_jpeg_is_near_to_what_another_decoder_finds() throws IOException {
    for (boolean progressive : new boolean[] {false, true}) {
      byte[] jpeg = Jpeg.of(Jpeg.scene(61, 43, BufferedImage.TYPE_INT_RGB), progressive);
      BufferedImage other = ImageIO.read(new ByteArrayInputStream(jpeg));
      Pixels pixels = PictureDecoder.decode(jpeg);
      long apart = 0;
      for (int index = 0; index < 61 * 43; index++) {
        int rgb = other.getRGB(index % 61, index / 61);
        for (int channel = 0; channel < 3; channel++) {
          int level = (rgb >> (16 - 8 * channel)) & 0xff;
          apart += Math.abs(level - pixels.level(index % 61, index / 61, channel));
        }
      }
      assertThat(apart / (61.0 * 43 * 3)).as("mean difference in levels").isLessThan(1.5);
    }
  }

  @Test
  void a_grey_jpeg_stays_grey() throws IOException {
    byte[] jpeg = Jpeg.of(Jpeg.scene(16, 16, BufferedImage.TYPE_BYTE_GRAY), false);
    assertThat(PictureDecoder.decode(jpeg).channels()).isEqualTo(1);
  }

  @Test
  void the_same_bytes_always_give_the_same_levels() throws Exception {
    byte[] jpeg = Jpeg.of(200, 150);
    byte[] first = PictureDecoder.decode(jpeg).levels();
    long differing =
        new Random(1)
            .ints(64)
            .parallel()
            .filter(
                ignored -> {
                  try {
                    return !Arrays.equals(first, PictureDecoder.decode(jpeg).levels());
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                })
            .count();
    assertThat(differing).isZero();
  }
}
