package dev.gantry.golden.picture;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Half;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The number that each of the 256 levels becomes, for each channel. A level has the same number
 * wherever it stands, so it is computed once, and is exact.
 */
final class LevelTables {
  private static final int LEVELS = 256;

  private final ElementType type;
  private final Preprocessing how;
  private final float[][] numbers;

  LevelTables(ElementType type, Preprocessing how) {
    this.type = type;
    this.how = how;
    numbers = new float[how.colours().count()][LEVELS];
    for (int channel = 0; channel < numbers.length; channel++) {
      float mean = how.mean().get(channel).floatValue();
      float scale = how.scale().get(channel).floatValue();
      requireNumbersFor(type, mean, scale);
      for (int level = 0; level < LEVELS; level++) {
        numbers[channel][level] = (level - mean) * scale;
      }
    }
  }

  private static void requireNumbersFor(ElementType type, float mean, float scale) {
    switch (type) {
      case FLOAT32, FLOAT16 -> {}
      case UINT8 -> requireWhole(type, 0, mean, scale);
      case INT8 -> requireWhole(type, 128, mean, scale);
      case BFLOAT16, FLOAT64, INT16, UINT16, INT32, UINT32, INT64, UINT64, BOOL ->
          throw new IllegalArgumentException(
              "pictures become float32, float16, uint8 or int8, not " + type);
    }
  }

  /** Any other numbers would be rounded or cut off. */
  private static void requireWhole(ElementType type, float wanted, float mean, float scale) {
    if (mean != wanted || scale != 1) {
      throw new IllegalArgumentException(
          "pictures become %s with mean %.0f and scale 1, not mean %s and scale %s"
              .formatted(type, wanted, mean, scale));
    }
  }

  ByteBuffer apply(Pixels pixels) {
    int count = pixels.width() * pixels.height();
    byte[] bytes = new byte[Math.multiplyExact(count * numbers.length, type.bytes())];
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    // In pieces that stay in the cache, each put in one go.
    for (int piece = 0; piece < pieces(pixels); piece++) {
      switch (type.bytes()) {
        case 4 -> out.asFloatBuffer().put(piece * length(pixels), floats(pixels, piece));
        case 2 -> out.asShortBuffer().put(piece * length(pixels), halves(floats(pixels, piece)));
        default -> out.put(piece * length(pixels), whole(floats(pixels, piece)));
      }
    }
    return out;
  }

  private int pieces(Pixels pixels) {
    return how.layout() == ChannelLayout.NCHW ? numbers.length * pixels.height() : pixels.height();
  }

  private int length(Pixels pixels) {
    return how.layout() == ChannelLayout.NCHW ? pixels.width() : numbers.length * pixels.width();
  }

  private float[] floats(Pixels pixels, int piece) {
    float[] row = new float[length(pixels)];
    if (how.layout() == ChannelLayout.NCHW) {
      fill(row, 0, 1, pixels, piece % pixels.height(), piece / pixels.height());
    } else {
      for (int channel = 0; channel < numbers.length; channel++) {
        fill(row, channel, numbers.length, pixels, piece, channel);
      }
    }
    return row;
  }

  private void fill(float[] row, int first, int step, Pixels pixels, int y, int channel) {
    byte[] levels = pixels.levels();
    float[] table = numbers[channel];
    int stride = pixels.channels();
    int from = y * pixels.width() * stride + source(pixels, channel);
    for (int to = first; to < row.length; to += step) {
      row[to] = table[levels[from] & 0xff];
      from += stride;
    }
  }

  /** A grey picture has its own levels in every channel. */
  private int source(Pixels pixels, int channel) {
    if (pixels.channels() == 1) {
      return 0;
    }
    return how.colours() == ColourOrder.BGR ? 2 - channel : channel;
  }

  private static short[] halves(float[] numbers) {
    short[] halves = new short[numbers.length];
    for (int index = 0; index < numbers.length; index++) {
      halves[index] = Half.bits(numbers[index]);
    }
    return halves;
  }

  private static byte[] whole(float[] numbers) {
    byte[] whole = new byte[numbers.length];
    for (int index = 0; index < numbers.length; index++) {
      whole[index] = (byte) (int) numbers[index];
    }
    return whole;
  }
}
