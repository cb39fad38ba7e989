package dev.gantry.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.ElementType;
import dev.gantry.dossier.TensorSpec;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureTest {
  @TempDir Path folder;

  private static Picture picture(long height, long width) {
    return new Picture(
        new TensorSpec("image", ElementType.FLOAT32, List.of(1L, 3L, height, width)),
        List.of(10.0, 20.0, 30.0),
        List.of(1.0, 2.0, 0.5));
  }

  private Path png(BufferedImage image) throws IOException {
    Path file = folder.resolve("some.png");
    assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
    return file;
  }

  @Test
  void levels_become_planes_of_channels_row_by_row() throws IOException {
    BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0x0a141e);
    image.setRGB(1, 0, 0x0b141e);
    image.setRGB(0, 1, 0x0a151e);
    image.setRGB(1, 1, 0x0a14ff);
    assertThat(picture(2, 2).read(png(image)).floats())
        .containsExactly(0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 112.5f);
  }

  @Test
  void a_grey_picture_has_its_own_levels_in_every_channel() throws IOException {
    BufferedImage image = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
    for (int level = 0; level < 256; level++) {
      image.getRaster().setSample(level, 0, 0, level);
    }
    float[] values = picture(1, 256).read(png(image)).floats();
    for (int level = 0; level < 256; level++) {
      assertThat(values[level]).isEqualTo(level - 10f);
      assertThat(values[256 + level]).isEqualTo((level - 20f) * 2);
    }
  }

  @Test
  void transparency_is_left_out_and_palettes_are_looked_up() throws IOException {
    BufferedImage clear = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    clear.setRGB(0, 0, 0x00c86432);
    assertThat(picture(1, 1).read(png(clear)).floats()).containsExactly(190, 160, 10);
    BufferedImage indexed = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_INDEXED);
    indexed.setRGB(0, 0, 0xff0000);
    assertThat(picture(1, 1).read(png(indexed)).floats()).containsExactly(245, -40, -15);
  }

  @Test
  void a_picture_of_16_bits_is_refused_and_not_rounded() throws IOException {
    Path file = png(new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY));
    assertThatThrownBy(() -> picture(1, 1).read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("some.png")
        .hasMessageContaining("16 bits");
  }

  @Test
  void a_picture_of_another_size_is_refused_with_both_sizes() throws IOException {
    Path file = png(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB));
    assertThatThrownBy(() -> picture(4, 3).read(file))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("some.png is 4 x 3, wanted 3 x 4");
  }

  @Test
  void a_file_that_is_no_picture_is_refused_by_name() throws IOException {
    Path file = Files.writeString(folder.resolve("some.png"), "<html>login</html>");
    assertThatThrownBy(() -> picture(1, 1).read(file))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("some.png is not a picture that can be decoded");
    assertThatThrownBy(() -> picture(1, 1).read(folder.resolve("none.png")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.png");
  }

  @Test
  void a_picture_that_claims_to_be_huge_is_refused_before_it_is_decoded() throws IOException {
    Path file = Files.write(folder.resolve("bomb.png"), pngOfSize(60_000, 60_000));
    assertThatThrownBy(() -> picture(2, 2).read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("60000 x 60000, wanted 2 x 2");
  }

  @Test
  void whatever_is_damaged_nothing_but_a_tensor_or_a_refusal_comes_out() throws IOException {
    long seed = 7_302;
    Random random = new Random(seed);
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_INDEXED);
    for (int pixel = 0; pixel < 64; pixel++) {
      image.getRaster().setSample(pixel % 8, pixel / 8, 0, random.nextInt(200));
    }
    byte[] whole = Files.readAllBytes(png(image));
    Path file = folder.resolve("hostile.png");
    int refused = 0;
    for (int round = 0; round < 1_500; round++) {
      byte[] hostile = java.util.Arrays.copyOf(whole, 8 + random.nextInt(whole.length - 7));
      for (int flips = random.nextInt(4); flips > 0; flips--) {
        hostile[random.nextInt(hostile.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, hostile);
      try {
        assertThat(picture(8, 8).read(file).elements()).isEqualTo(3 * 64);
      } catch (IOException e) {
        refused++;
        assertThat(e).as("seed %d, round %d", seed, round).hasMessageContaining("hostile.png");
      }
    }
    assertThat(refused).isGreaterThan(500);
  }

  private static byte[] pngOfSize(int width, int height) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream numbers = new DataOutputStream(header);
    numbers.write("IHDR".getBytes(StandardCharsets.US_ASCII));
    numbers.writeInt(width);
    numbers.writeInt(height);
    numbers.write(new byte[] {8, 2, 0, 0, 0});
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(file);
    out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    chunk(out, header.toByteArray());
    chunk(out, "IDAT".getBytes(StandardCharsets.US_ASCII));
    chunk(out, "IEND".getBytes(StandardCharsets.US_ASCII));
    return file.toByteArray();
  }

  private static void chunk(DataOutputStream out, byte[] typed) throws IOException {
    out.writeInt(typed.length - 4);
    out.write(typed);
    CRC32 sum = new CRC32();
    sum.update(typed);
    out.writeInt((int) sum.getValue());
  }
}
