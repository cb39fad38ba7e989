package dev.gantry.golden.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Inputs that Python made from real photographs, where this computer has them. */
class SharedPicturesTest {
  private static Path models() {
    Path place = Path.of("").toAbsolutePath();
    for (Path folder = place; folder != null; folder = folder.getParent()) {
      for (String name : List.of("models", "shared/models")) {
        if (Files.isRegularFile(folder.resolve(name).resolve("index.json"))) {
          return folder.resolve(name);
        }
      }
    }
    return abort(
        "SKIPPED: nothing is said about real photographs, no folder shared/models is here");
  }

  /** The numbers stand at the end of the file. */
  private static float[] input(String model, int count) throws IOException {
    byte[] bytes = Files.readAllBytes(models().resolve(model + "/test_data_set_0/input_0.pb"));
    float[] values = new float[count];
    ByteBuffer.wrap(bytes, bytes.length - 4 * count, 4 * count)
        .slice()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return values;
  }

  private static float[] ours(String picture, Preprocessing how, long height, long width)
      throws IOException {
    return new PictureInput(
            new TensorSpec("image", ElementType.FLOAT32, List.of(1L, 3L, height, width)), how)
        .read(models().resolve("images").resolve(picture))
        .floats();
  }

  private static Preprocessing how(
      ColourOrder colours, PictureFit fit, Interpolation interpolation, double mean, double scale) {
    return new Preprocessing(
        colours,
        fit,
        LetterboxAnchor.TOP_LEFT,
        114,
        interpolation,
        Collections.nCopies(3, mean),
        Collections.nCopies(3, scale),
        ChannelLayout.NCHW);
  }

  private static double meanDifference(float[] first, float[] second) {
    double sum = 0;
    for (int index = 0; index < first.length; index++) {
      sum += Math.abs(first[index] - second[index]);
    }
    return sum / first.length;
  }

  @Test
  void a_letterboxed_photograph_is_to_the_bit_what_python_made_of_it() throws IOException {
    float[] theirs = input("yolox_nano", 3 * 416 * 416);
    assertThat(coffee(Interpolation.PILLOW_LINEAR)).isEqualTo(theirs);
    // OpenCV's own ways of scaling are near, and not the same: the choice has to be declared.
    assertThat(meanDifference(coffee(Interpolation.AREA), theirs)).isBetween(0.2, 0.6);
    assertThat(meanDifference(coffee(Interpolation.LINEAR), theirs)).isBetween(0.6, 1.2);
  }

  private static float[] coffee(Interpolation interpolation) throws IOException {
    return ours(
        "coffee.png", how(ColourOrder.BGR, PictureFit.LETTERBOX, interpolation, 0, 1), 416, 416);
  }

  @Test
  void a_stretched_photograph_is_to_the_bit_what_python_made_of_it() throws IOException {
    float[] theirs = input("ultraface_rfb320", 3 * 240 * 320);
    Preprocessing how =
        how(ColourOrder.RGB, PictureFit.STRETCH, Interpolation.PILLOW_LINEAR, 127, 1 / 128.0);
    assertThat(ours("astronaut.png", how, 240, 320)).isEqualTo(theirs);
  }

  @Test
  void every_real_photograph_is_decoded() throws IOException {
    try (Stream<Path> pictures = Files.list(models().resolve("images"))) {
      for (Path picture : pictures.sorted().toList()) {
        assertThat(PictureDecoder.read(picture).channels()).as("%s", picture).isEqualTo(3);
      }
    }
  }
}
