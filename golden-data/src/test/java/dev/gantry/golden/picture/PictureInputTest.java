package dev.gantry.golden.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureInputTest {
  private static final List<Double> NONE = List.of(0.0, 0.0, 0.0);
  private static final List<Double> ONES = List.of(1.0, 1.0, 1.0);

  @TempDir Path folder;

  private static TensorSpec spec(ElementType type, long... shape) {
    return new TensorSpec("image", type, LongStream.of(shape).boxed().toList());
  }

  private static Preprocessing how(ColourOrder colours, ChannelLayout layout) {
    int count = colours == ColourOrder.GREY ? 1 : 3;
    return new Preprocessing(
        colours,
        PictureFit.EXACT,
        LetterboxAnchor.CENTRE,
        114,
        Interpolation.NEAREST,
        NONE.subList(0, count),
        ONES.subList(0, count),
        layout);
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
  void every_level_of_every_channel_is_scaled_exactly() throws IOException {
    long seed = 17;
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      List<Double> mean = random.doubles(3, 0, 255).boxed().toList();
      List<Double> scale = random.doubles(3, 0.001, 3).boxed().toList();
      byte[] levels = new byte[3 * 256 * 2];
      random.nextBytes(levels);
      Path file = Files.write(folder.resolve("some.png"), PngBytes.of(256, 2, 3, levels));
      PictureInput input =
          new PictureInput(
              spec(ElementType.FLOAT32, 1, 3, 2, 256),
              Preprocessing.exact(ColourOrder.RGB, mean, scale));
      float[] values = input.read(file).floats();
      for (int index = 0; index < values.length; index++) {
        int channel = index / 512;
        int level = levels[index % 512 * 3 + channel] & 0xff;
        float expected = (level - mean.get(channel).floatValue()) * scale.get(channel).floatValue();
        assertThat(Float.floatToRawIntBits(values[index]))
            .as("seed %d, round %d, %d", seed, round, index)
            .isEqualTo(Float.floatToRawIntBits(expected));
      }
    }
  }

  @Test
  void channels_stand_in_the_declared_order_and_layout() throws IOException {
    TensorSpec planes = spec(ElementType.FLOAT32, 1, 3, 1, 2);
    TensorSpec pixels = spec(ElementType.FLOAT32, 1, 1, 2, 3);
    assertThat(floats(planes, how(ColourOrder.RGB, ChannelLayout.NCHW), two()))
        .containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(floats(planes, how(ColourOrder.BGR, ChannelLayout.NCHW), two()))
        .containsExactly(3, 6, 2, 5, 1, 4);
    assertThat(floats(pixels, how(ColourOrder.RGB, ChannelLayout.NHWC), two()))
        .containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(floats(pixels, how(ColourOrder.BGR, ChannelLayout.NHWC), two()))
        .containsExactly(3, 2, 1, 6, 5, 4);
    TensorSpec unbatched = spec(ElementType.FLOAT32, 3, 1, 2);
    assertThat(floats(unbatched, how(ColourOrder.RGB, ChannelLayout.NCHW), two()))
        .containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  void colours_become_grey_and_grey_becomes_every_colour() throws IOException {
    Pixels colours = new Pixels(2, 1, 3, new byte[] {(byte) 255, 0, 0, 0, (byte) 255, 0});
    assertThat(
            floats(
                spec(ElementType.FLOAT32, 1, 1, 1, 2),
                how(ColourOrder.GREY, ChannelLayout.NCHW),
                colours))
        .containsExactly(76, 150);
    Pixels grey = new Pixels(2, 1, 1, new byte[] {7, (byte) 200});
    assertThat(
            floats(
                spec(ElementType.FLOAT32, 1, 3, 1, 2),
                how(ColourOrder.BGR, ChannelLayout.NCHW),
                grey))
        .containsExactly(7, 200, 7, 200, 7, 200);
  }

  @Test
  void small_types_hold_the_same_levels() throws IOException {
    Pixels pixels = new Pixels(2, 1, 3, new byte[] {0, 127, (byte) 128, (byte) 255, 1, 64});
    Preprocessing whole = how(ColourOrder.RGB, ChannelLayout.NHWC);
    assertThat(bytes(spec(ElementType.UINT8, 1, 2, 3), whole, pixels))
        .containsExactly(0, 127, -128, -1, 1, 64);
    Preprocessing signed =
        new Preprocessing(
            ColourOrder.RGB,
            PictureFit.EXACT,
            LetterboxAnchor.CENTRE,
            0,
            Interpolation.LINEAR,
            List.of(128.0, 128.0, 128.0),
            ONES,
            ChannelLayout.NHWC);
    assertThat(bytes(spec(ElementType.INT8, 1, 2, 3), signed, pixels))
        .containsExactly(-128, -1, 0, 127, -127, -64);
    assertThat(bytes(spec(ElementType.FLOAT16, 1, 2, 3), signed, pixels))
        .containsExactly(0, 0xd8, 0, 0xbc, 0, 0, 0xf0, 0x57, 0xf0, 0xd7, 0, 0xd4);
  }

  private static int[] bytes(TensorSpec spec, Preprocessing how, Pixels pixels) throws IOException {
    Tensor tensor = new PictureInput(spec, how).tensor(pixels);
    ByteBuffer data = tensor.data();
    int[] bytes = new int[data.remaining()];
    for (int index = 0; index < bytes.length; index++) {
      byte one = data.get();
      bytes[index] = spec.type() == ElementType.FLOAT16 ? one & 0xff : one;
    }
    return bytes;
  }

  @Test
  void a_picture_of_another_size_is_refused_with_both_sizes() throws IOException {
    Path file = Files.write(folder.resolve("some.png"), PngBytes.of(4, 3, 1, new byte[12]));
    PictureInput input =
        new PictureInput(
            spec(ElementType.FLOAT32, 1, 3, 4, 3), how(ColourOrder.RGB, ChannelLayout.NCHW));
    assertThatThrownBy(() -> input.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("some.png is 4 x 3, wanted 3 x 4: ");
    assertThatThrownBy(() -> input.read(folder.resolve("none.png")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.png");
  }
}
