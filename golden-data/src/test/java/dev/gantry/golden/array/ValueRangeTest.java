package dev.gantry.golden.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ValueRangeTest {
  private static ValueRange of(ElementType type, int... bytes) {
    ByteBuffer data = ByteBuffer.allocate(bytes.length);
    for (int one : bytes) {
      data.put((byte) one);
    }
    long count = bytes.length / type.bytes();
    return ValueRange.of(new Tensor(new TensorSpec("x", type, List.of(count)), data.flip()))
        .orElseThrow();
  }

  @Test
  void every_type_is_read_as_the_numbers_it_holds() {
    assertThat(of(ElementType.INT8, 0xff, 1)).isEqualTo(new ValueRange(-1, 1, 0, 2));
    assertThat(of(ElementType.UINT8, 0xff, 1)).isEqualTo(new ValueRange(1, 255, 128, 2));
    assertThat(of(ElementType.BOOL, 0, 1)).isEqualTo(new ValueRange(0, 1, 0.5, 2));
    assertThat(of(ElementType.INT16, 0, 0x80)).isEqualTo(new ValueRange(-32768, -32768, -32768, 1));
    assertThat(of(ElementType.UINT16, 0, 0x80).max()).isEqualTo(32768);
    assertThat(of(ElementType.INT32, 0, 0, 0, 0x80).max()).isEqualTo(-0x1p31);
    assertThat(of(ElementType.UINT32, 0, 0, 0, 0x80).max()).isEqualTo(0x1p31);
    assertThat(of(ElementType.INT64, 0, 0, 0, 0, 0, 0, 0, 0x80).max()).isEqualTo(-0x1p63);
    assertThat(of(ElementType.UINT64, 0, 0, 0, 0, 0, 0, 0, 0x80).max()).isEqualTo(0x1p63);
    assertThat(of(ElementType.FLOAT16, 0x00, 0x3c, 0x00, 0xb8))
        .isEqualTo(new ValueRange(-0.5, 1, 0.25, 2));
    assertThat(of(ElementType.FLOAT16, 0x01, 0x00, 0xff, 0x7b).max()).isEqualTo(65504);
    assertThat(of(ElementType.FLOAT16, 0x01, 0x00).min()).isEqualTo(0x1p-24);
    assertThat(of(ElementType.BFLOAT16, 0x80, 0x3f).max()).isEqualTo(1);
  }

  @Test
  void what_is_not_finite_is_left_out_and_nothing_left_is_nothing_told() {
    Tensor mixed = Tensor.ofFloats("x", List.of(4L), Float.NaN, 1, Float.POSITIVE_INFINITY, 3);
    assertThat(ValueRange.of(mixed)).hasValue(new ValueRange(1, 3, 2, 2));
    assertThat(ValueRange.of(Tensor.ofFloats("x", List.of(1L), Float.NaN)))
        .isEqualTo(Optional.empty());
    assertThat(ValueRange.of(Tensor.ofFloats("x", List.of(0L)))).isEmpty();
  }

  @Test
  void numbers_whose_sum_is_no_number_have_a_mean_still() {
    ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    for (int times = 0; times < 3; times++) {
      bytes.putDouble(Double.MAX_VALUE);
    }
    ValueRange range =
        ValueRange.of(
                new Tensor(new TensorSpec("x", ElementType.FLOAT64, List.of(3L)), bytes.flip()))
            .orElseThrow();
    assertThat(range.mean()).isCloseTo(Double.MAX_VALUE, within(1e295));
    assertThat(range.plus(range).mean()).isCloseTo(Double.MAX_VALUE, within(1e295));
  }

  @Test
  void ranges_joined_part_by_part_are_the_range_of_the_whole() {
    long seed = 71;
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      float[] all = new float[2 + random.nextInt(100)];
      for (int index = 0; index < all.length; index++) {
        all[index] = (float) (random.nextGaussian() * 100);
      }
      int cut = 1 + random.nextInt(all.length - 1);
      ValueRange joined = range(all, 0, cut).plus(range(all, cut, all.length));
      ValueRange whole = range(all, 0, all.length);
      assertThat(joined.mean()).as("seed %d", seed).isCloseTo(whole.mean(), within(1e-9));
      assertThat(new ValueRange(joined.min(), joined.max(), whole.mean(), joined.count()))
          .as("seed %d", seed)
          .isEqualTo(whole);
    }
  }

  private static ValueRange range(float[] all, int from, int to) {
    float[] part = Arrays.copyOfRange(all, from, to);
    return ValueRange.of(Tensor.ofFloats("x", List.of((long) part.length), part)).orElseThrow();
  }
}
