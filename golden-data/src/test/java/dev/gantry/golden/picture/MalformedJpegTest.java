package dev.gantry.golden.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MalformedJpegTest {
  private static final int FRAME = 0xc0;
  private static final int SCAN = 0xda;

  private final byte[] whole = Jpeg.of(64, 48);

  private static void refused(byte[] bytes, String why) {
    assertThatThrownBy(() -> PictureDecoder.decode(bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
  }

  @Test
  void a_truncated_file_is_refused_wherever_it_ends() {
    for (int length = 4; length < whole.length; length += 7) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> PictureDecoder.decode(cut)).isInstanceOf(IOException.class);
    }
    refused(Arrays.copyOf(whole, whole.length / 2), "ends early");
    refused(Arrays.copyOf(whole, whole.length - 2), "ends early");
  }

  @Test
  void missing_pixels_are_noticed_though_the_file_has_its_end() {
    byte[] cut = Arrays.copyOf(whole, whole.length - (whole.length - Jpeg.find(whole, SCAN)) / 2);
    refused(Jpeg.joined(cut, (byte) 0xff, (byte) 0xd9), "has damaged pixels");
  }

  @Test
  void missing_pixels_of_a_progressive_file_are_noticed() throws IOException {
    byte[] progressive = Jpeg.of(Jpeg.scene(64, 48, BufferedImage.TYPE_INT_RGB), true);
    assertThat(PictureDecoder.decode(progressive).width()).isEqualTo(64);
    byte[] cut = Arrays.copyOf(progressive, progressive.length - 40);
    refused(Jpeg.joined(cut, (byte) 0xff, (byte) 0xd9), "has damaged pixels");
  }

  @Test
  void damaged_pixels_are_noticed() {
    byte[] damaged = whole.clone();
    int start = Jpeg.find(whole, SCAN) + 100;
    Arrays.fill(damaged, start, start + 30, (byte) 0x7f);
    refused(damaged, "has damaged pixels");
  }

  @Test
  void zeros_after_the_end_say_nothing_and_are_left_out() throws IOException {
    byte[] padded = Jpeg.joined(whole, new byte[100]);
    assertThat(PictureDecoder.decode(padded).levels())
        .isEqualTo(PictureDecoder.decode(whole).levels());
  }

  @Test
  void anything_else_after_the_end_is_refused() {
    refused(Jpeg.joined(whole, (byte) 0, (byte) 1), "has 2 bytes after its end");
    refused(Jpeg.joined(whole, whole), "after its end");
  }

  @Test
  void a_picture_that_is_stored_turned_is_refused() throws IOException {
    refused(Jpeg.with(whole, 0xe1, Jpeg.exif(6)), "stored turned (Exif orientation 6)");
    assertThat(PictureDecoder.decode(Jpeg.with(whole, 0xe1, Jpeg.exif(1))).width()).isEqualTo(64);
  }

  @Test
  void damaged_exif_does_not_matter_to_the_pixels() throws IOException {
    byte[] exif = Jpeg.exif(6);
    for (int length = 0; length < 26; length++) {
      byte[] file = Jpeg.with(whole, 0xe1, Arrays.copyOf(exif, length));
      assertThat(PictureDecoder.decode(file).width()).isEqualTo(64);
    }
    exif[13] = (byte) 0xf0;
    assertThat(PictureDecoder.decode(Jpeg.with(whole, 0xe1, exif)).width()).isEqualTo(64);
  }

  @Test
  void a_frame_of_a_kind_or_size_that_is_not_read_is_refused() {
    int frame = Jpeg.find(whole, FRAME);
    refused(Jpeg.changed(whole, frame + 1, 0xc9), "of a rare kind");
    refused(Jpeg.changed(whole, frame + 4, 12), "has 12 bits a channel");
    refused(Jpeg.changed(whole, frame + 9, 4), "is in CMYK");
    refused(Jpeg.changed(whole, frame + 9, 2), "damaged JPEG header");
    refused(Jpeg.changed(whole, frame + 11, 0), "damaged JPEG header");
    refused(Jpeg.changed(Jpeg.changed(whole, frame + 5, 0), frame + 6, 0), "64 x 0 pixels");
    refused(Jpeg.changed(Jpeg.changed(whole, frame + 5, 255), frame + 7, 255), "more than");
  }

  @Test
  void a_larger_size_than_there_are_pixels_for_is_refused() {
    int frame = Jpeg.find(whole, FRAME);
    refused(Jpeg.changed(whole, frame + 5, 16), "has damaged pixels");
  }

  @Test
  void two_frames_are_refused() {
    int frame = Jpeg.find(whole, FRAME);
    byte[] segment = Arrays.copyOfRange(whole, frame + 4, frame + 19);
    refused(Jpeg.with(whole, FRAME, segment), "two JPEG frames");
  }

  @Test
  void pixels_before_a_frame_and_files_without_either_are_refused() {
    refused(Jpeg.with(whole, SCAN, new byte[10]), "pixels before a JPEG frame");
    refused(bytes(0xff, 0xd8, 0xff, 0xd9), "has no pixels");
    refused(bytes(0xff, 0xd8, 0xff, 0xff, 0xff), "ends early");
  }

  @Test
  void a_segment_that_is_no_segment_is_refused() {
    refused(bytes(0xff, 0xd8, 0xff, 0xe0, 0, 1), "a JPEG segment of 1 bytes");
    refused(bytes(0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff), "ends early");
    refused(bytes(0xff, 0xd8, 0xff, 0x01), "the JPEG marker 01");
    refused(Jpeg.changed(whole, Jpeg.find(whole, FRAME), 0), "no JPEG marker");
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int index = 0; index < values.length; index++) {
      bytes[index] = (byte) values[index];
    }
    return bytes;
  }
}
