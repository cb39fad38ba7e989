package dev.gantry.golden.array;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NonFiniteTest {
  private static Tensor halves(ElementType type, int... bits) {
    ByteBuffer bytes = ByteBuffer.allocate(bits.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (int one : bits) {
      bytes.putShort((short) one);
    }
    return new Tensor(new TensorSpec("x", type, List.of((long) bits.length)), bytes.flip());
  }

  @Test
  void every_kind_is_counted_and_the_first_is_told() {
    Tensor tensor =
        Tensor.ofFloats(
            "x",
            List.of(6L),
            0,
            Float.MAX_VALUE,
            Float.NEGATIVE_INFINITY,
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.intBitsToFloat(0xffc00001));
    assertThat(NonFinite.in(tensor)).isEqualTo(new NonFinite(2, 2, OptionalInt.of(2)));
    assertThat(NonFinite.in(tensor).count()).isEqualTo(4);
  }

  @Test
  void the_halves_are_told_apart_by_their_own_exponents() {
    assertThat(NonFinite.in(halves(ElementType.FLOAT16, 0x7bff, 0x7c00, 0xfc00, 0x7e00, 0x3c00)))
        .isEqualTo(new NonFinite(1, 2, OptionalInt.of(1)));
    assertThat(NonFinite.in(halves(ElementType.FLOAT16, 0xfbff, 0x0001, 0x8000)).count()).isZero();
    assertThat(NonFinite.in(halves(ElementType.BFLOAT16, 0x7c00, 0x7f7f, 0x7f80, 0xffc0)))
        .isEqualTo(new NonFinite(1, 1, OptionalInt.of(2)));
  }

  @Test
  void doubles_are_counted_and_integers_have_none() {
    Random random = new Random(61);
    for (ElementType type : ElementType.values()) {
      Tensor tensor = Samples.tensor("x", type, List.of(9L), random);
      boolean real = type.toString().contains("float");
      if (!real) {
        assertThat(NonFinite.in(tensor)).isEqualTo(new NonFinite(0, 0, OptionalInt.empty()));
      }
    }
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putDouble(1).putDouble(Double.NaN).flip();
    Tensor doubles = new Tensor(new TensorSpec("x", ElementType.FLOAT64, List.of(2L)), bytes);
    assertThat(NonFinite.in(doubles)).isEqualTo(new NonFinite(1, 0, OptionalInt.of(1)));
  }

  @Test
  void one_among_many_is_found_wherever_it_stands() {
    float[] values = new float[10_000];
    for (int at : new int[] {0, 1, 4095, 4096, 8191, 8192, 9999}) {
      values[at] = Float.NaN;
      assertThat(NonFinite.in(Tensor.ofFloats("x", List.of(10_000L), values)))
          .isEqualTo(new NonFinite(1, 0, OptionalInt.of(at)));
      values[at] = 0;
    }
    assertThat(NonFinite.in(Tensor.ofFloats("x", List.of(10_000L), values)).count()).isZero();
    assertThat(NonFinite.in(Tensor.ofFloats("x", List.of(0L))).count()).isZero();
  }

  @Test
  void random_bits_are_counted_as_java_tells_them() {
    long seed = 62;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      float[] values = new float[random.nextInt(600)];
      int expected = 0;
      for (int index = 0; index < values.length; index++) {
        values[index] = Float.intBitsToFloat(random.nextInt());
        expected += Float.isFinite(values[index]) ? 0 : 1;
      }
      Tensor tensor = Tensor.ofFloats("x", List.of((long) values.length), values);
      assertThat(NonFinite.in(tensor).count())
          .as("seed %d, round %d", seed, round)
          .isEqualTo(expected);
    }
  }
}
