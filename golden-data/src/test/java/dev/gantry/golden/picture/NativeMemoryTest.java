package dev.gantry.golden.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.TensorSpec;
import dev.gantry.golden.picture.format.PictureFile;
import java.io.IOException;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {
  private static final long MEBIBYTE = 1 << 20;

  @Test
  void memory_stays_flat_over_thousands_of_pictures() throws IOException {
    byte[] jpeg = Jpeg.of(320, 240);
    PictureInput input =
        new PictureInput(
            new TensorSpec("image", ElementType.FLOAT32, List.of(1L, 1L, 96L, 96L)),
            new Preprocessing(
                ColourOrder.GREY,
                PictureFit.LETTERBOX,
                LetterboxAnchor.CENTRE,
                114,
                Interpolation.LINEAR,
                List.of(0.0),
                List.of(1.0),
                ChannelLayout.NCHW));
    work(input, jpeg, 300);
    long before = Pointer.physicalBytes();
    work(input, jpeg, 2_000);
    // One decoded picture that stays behind each time would be 440 MiB.
    assertThat(Pointer.physicalBytes() - before).isLessThan(100 * MEBIBYTE);
    assertThat(Pointer.totalBytes()).as("held by JavaCPP").isLessThan(MEBIBYTE);
  }

  private static void work(PictureInput input, byte[] jpeg, int rounds) throws IOException {
    for (int round = 0; round < rounds; round++) {
      input.tensor(PictureFile.of(jpeg));
      new Thumbnail(48).png(new Pixels(64, 64, 3, new byte[64 * 64 * 3]));
    }
  }
}
