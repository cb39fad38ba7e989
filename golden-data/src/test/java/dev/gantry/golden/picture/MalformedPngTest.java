package dev.gantry.golden.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MalformedPngTest {
  /** Two rows of two grey pixels, each with its filter in front. */
  private static final byte[] ROWS = {0, 10, 20, 0, 30, 40};

  @TempDir Path folder;

  private static Png grey() {
    return Png.of(2, 2, 8, 0);
  }

  private static void refused(byte[] bytes, String why) {
    assertThatThrownBy(() -> PictureDecoder.decode(bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
  }

  @Test
  void the_whole_file_that_all_others_differ_from_is_decoded() throws IOException {
    Pixels pixels = PictureDecoder.decode(grey().packedRows(ROWS).end());
    assertThat(pixels.levels()).containsExactly(10, 20, 30, 40);
  }

  @Test
  void an_empty_file_is_refused() {
    refused(new byte[0], "is empty");
  }

  @Test
  void every_shorter_file_is_refused() {
    byte[] whole = grey().packedRows(ROWS).end();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> PictureDecoder.decode(cut)).isInstanceOf(IOException.class);
    }
    refused(Arrays.copyOf(whole, whole.length - 1), "ends early");
  }

  @Test
  void every_changed_byte_is_noticed() {
    byte[] whole = grey().packedRows(ROWS).end();
    for (int index = 0; index < whole.length; index++) {
      byte[] changed = Jpeg.changed(whole, index, whole[index] ^ 0x10);
      assertThatThrownBy(() -> PictureDecoder.decode(changed))
          .as("byte %d", index)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void bytes_after_the_end_are_refused() {
    refused(Jpeg.joined(grey().packedRows(ROWS).end(), new byte[5]), "has 5 bytes after its end");
  }

  @Test
  void packed_pixels_that_end_early_are_refused_though_every_checksum_is_right() {
    refused(grey().rows(0, 10, 20).end(), "fewer pixels");
    byte[] packed = Png.packed(ROWS);
    refused(grey().chunk("IDAT", Arrays.copyOf(packed, packed.length - 4)).end(), "no end");
  }

  @Test
  void packed_pixels_that_are_damaged_are_refused_though_every_checksum_is_right() {
    byte[] packed = Png.packed(ROWS);
    refused(
        grey().chunk("IDAT", Jpeg.changed(packed, packed.length - 1, 1)).end(), "damaged pixels");
    refused(grey().chunk("IDAT", Jpeg.changed(packed, 0, 0)).end(), "damaged pixels");
  }

  @Test
  void more_pixels_than_the_size_needs_are_refused() {
    refused(grey().rows(0, 10, 20, 0, 30, 40, 0, 50, 60).end(), "more pixels");
    refused(grey().chunk("IDAT", Jpeg.joined(Png.packed(ROWS), new byte[3])).end(), "has 3 bytes");
  }

  @Test
  void a_row_with_an_unknown_filter_is_refused() {
    refused(grey().rows(0, 10, 20, 9, 30, 40).end(), "a row with the filter 9");
  }

  @Test
  void a_file_without_pixels_is_refused() {
    refused(grey().end(), "has no pixels");
  }

  @Test
  void pixels_in_two_places_are_refused() {
    byte[] packed = Png.packed(ROWS);
    byte[] file =
        grey()
            .chunk("IDAT", Arrays.copyOf(packed, 5))
            .chunk("teXt")
            .chunk("IDAT", Arrays.copyOfRange(packed, 5, packed.length))
            .end();
    refused(file, "in two places");
  }

  @Test
  void a_header_that_makes_no_sense_is_refused() {
    refused(Png.of(2, 2, 5, 0).packedRows(ROWS).end(), "damaged PNG header");
    refused(Png.of(2, 2, 8, 7).packedRows(ROWS).end(), "damaged PNG header");
    refused(new Png().header(2, 2, 8, 0, 2).packedRows(ROWS).end(), "damaged PNG header");
    refused(new Png().packedRows(ROWS).end(), "damaged PNG header");
    refused(new Png().chunk("IHDR", new byte[3]).end(), "damaged PNG header");
    refused(grey().header(2, 2, 8, 0, 0).packedRows(ROWS).end(), "IHDR");
    refused(Png.of(0, 2, 8, 0).packedRows(ROWS).end(), "0 x 2 pixels");
    refused(Png.of(-1, 2, 8, 0).packedRows(ROWS).end(), "-1 x 2 pixels");
  }

  @Test
  void a_bomb_is_refused_before_it_is_unpacked() {
    refused(Png.of(60_000, 60_000, 8, 2).packedRows(ROWS).end(), "60000 x 60000 pixels, more than");
    refused(Png.of(Integer.MAX_VALUE, 3, 8, 2).packedRows(ROWS).end(), "more than");
  }

  @Test
  void sixteen_bits_are_refused_and_not_rounded() {
    refused(Png.of(1, 1, 16, 0).rows(0, 1, 2).end(), "16 bits a channel, 8 are read here");
  }

  @Test
  void an_animation_is_refused() {
    refused(grey().chunk("acTL", new byte[8]).packedRows(ROWS).end(), "is animated");
  }

  @Test
  void a_chunk_that_must_be_understood_and_is_not_is_refused() {
    refused(grey().chunk("QQQQ").packedRows(ROWS).end(), "a chunk QQQQ that is not known");
  }

  @Test
  void a_damaged_palette_is_refused() {
    refused(Png.of(2, 2, 8, 3).packedRows(ROWS).end(), "damaged palette");
    refused(
        Png.of(2, 2, 8, 3).chunk("PLTE", new byte[4]).packedRows(ROWS).end(), "damaged palette");
    refused(Png.of(2, 2, 8, 3).chunk("PLTE").packedRows(ROWS).end(), "damaged palette");
    refused(
        Png.of(2, 2, 1, 3).chunk("PLTE", new byte[9]).packedRows(ROWS).end(), "damaged palette");
    refused(grey().chunk("PLTE", new byte[9]).packedRows(ROWS).end(), "damaged palette");
    Png twoColours = Png.of(2, 2, 8, 3).chunk("PLTE", new byte[6]);
    refused(twoColours.chunk("tRNS", new byte[3]).packedRows(ROWS).end(), "damaged palette");
  }

  @Test
  void a_pixel_beyond_the_palette_is_refused() {
    byte[] file = Png.of(1, 1, 8, 3).chunk("PLTE", new byte[6]).rows(0, 2).end();
    refused(file, "has a pixel at 0, 0");
  }

  @Test
  void a_picture_that_is_stored_turned_is_refused() {
    byte[] exif = Arrays.copyOfRange(Jpeg.exif(3), 6, 32);
    refused(
        grey().chunk("eXIf", exif).packedRows(ROWS).end(), "stored turned (Exif orientation 3)");
  }

  @Test
  void transparency_is_refused_and_not_left_out() {
    refused(Png.of(2, 1, 8, 4).rows(0, 10, -1, 10, 0).end(), "has a pixel at 1, 0");
    refused(Png.of(1, 1, 8, 6).rows(0, 10, 20, 30, 127).end(), "transparent");
    refused(grey().chunk("tRNS", new byte[2]).packedRows(ROWS).end(), "one colour as transparent");
    Png clear = Png.of(1, 1, 8, 3).chunk("PLTE", new byte[6]).chunk("tRNS", new byte[1]);
    refused(clear.rows(0, 0).end(), "transparent");
  }

  @Test
  void other_formats_are_refused_by_name() {
    refused("GIF89a".getBytes(StandardCharsets.US_ASCII), "is a GIF file");
    refused("RIFF1234WEBPVP8 ".getBytes(StandardCharsets.US_ASCII), "WebP");
    refused("BM123456".getBytes(StandardCharsets.US_ASCII), "BMP");
    refused(new byte[] {'I', 'I', '*', 0, 8}, "TIFF");
    refused(new byte[] {'M', 'M', 0, '*', 8}, "TIFF");
    refused("<html>".getBytes(StandardCharsets.US_ASCII), "is not a picture");
  }

  @Test
  void a_refusal_names_the_file() throws IOException {
    Path file = Files.write(folder.resolve("some.png"), grey().rows(0, 1).end());
    assertThatThrownBy(() -> PictureDecoder.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("some.png holds fewer pixels than its size needs");
  }
}
