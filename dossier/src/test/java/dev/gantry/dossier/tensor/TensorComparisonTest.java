package dev.gantry.dossier.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TensorComparisonTest {
  private static final float NAN = Float.NaN;
  private static final float INFINITE = Float.POSITIVE_INFINITY;

  @Test
  void the_sums_of_whole_blocks_are_those_of_single_numbers_in_any_length() {
    for (int round = 0; round < 60; round++) {
      Random random = new Random(4_100 + round);
      int count = random.nextInt(9_000);
      float[] wanted = new float[count];
      float[] given = new float[count];
      PairSums single = new PairSums();
      boolean odd = round % 3 == 0;
      for (int index = 0; index < count; index++) {
        wanted[index] = odd && random.nextInt(900) == 0 ? stray(random) : number(random);
        given[index] =
            odd && random.nextInt(900) == 0 ? stray(random) : wanted[index] + number(random) / 64;
        single.add(wanted[index], given[index]);
      }

      TensorComparison blocks = TensorComparison.of(tensor(wanted), tensor(given));
      TensorComparison expected = single.comparison();

      String seed = "round " + round;
      assertThat(blocks.compared()).as(seed).isEqualTo(expected.compared());
      assertThat(blocks.nonFinite()).as(seed).isEqualTo(expected.nonFinite());
      assertThat(blocks.unreferenced()).as(seed).isEqualTo(expected.unreferenced());
      assertThat(blocks.alike()).as(seed).isEqualTo(expected.alike());
      assertThat(blocks.largestError()).as(seed).isEqualTo(expected.largestError());
      near(seed, blocks.referencePower(), expected.referencePower());
      near(seed, blocks.otherPower(), expected.otherPower());
      near(seed, blocks.errorPower(), expected.errorPower());
      assertThat(blocks.dot())
          .as(seed)
          .isCloseTo(expected.dot(), within(1e-12 * expected.referencePower()));
    }
  }

  @Test
  void the_largest_floats_neither_overflow_nor_count_as_infinite() {
    float most = Float.MAX_VALUE;

    TensorComparison compared = TensorComparison.of(tensor(most, -most), tensor(-most, most));

    assertThat(compared.compared()).isEqualTo(2);
    assertThat(compared.strays()).isZero();
    assertThat(compared.largestError()).isEqualTo(2.0 * most);
    assertThat(compared.cosine().orElseThrow()).isEqualTo(-1, within(1e-15));
  }

  @Test
  void numbers_that_are_none_are_counted_by_what_the_reference_says_of_them() {
    TensorComparison compared =
        TensorComparison.of(
            tensor(1, 2, NAN, NAN, INFINITE, INFINITE, 3),
            tensor(1, NAN, NAN, 5, INFINITE, -INFINITE, INFINITE));

    assertThat(compared.compared()).isEqualTo(1);
    assertThat(compared.nonFinite()).isEqualTo(2);
    assertThat(compared.unreferenced()).isEqualTo(2);
    assertThat(compared.alike()).isEqualTo(2);
    assertThat(compared.strays()).isEqualTo(4);
    assertThat(compared.identical()).isFalse();
  }

  @Test
  void the_figures_have_one_rule_for_zeros_and_for_nothing() {
    TensorComparison same = TensorComparison.of(tensor(0, 0), tensor(0, -0f));
    assertThat(same.sqnr()).hasValue(TensorComparison.CEILING);
    assertThat(same.cosine()).hasValue(1);
    assertThat(same.identical()).isTrue();

    TensorComparison loud = TensorComparison.of(tensor(0, 0), tensor(0, 1));
    assertThat(loud.sqnr()).hasValue(-TensorComparison.CEILING);
    assertThat(loud.cosine()).hasValue(0);

    TensorComparison mute = TensorComparison.of(tensor(3, 4), tensor(0, 0));
    assertThat(mute.sqnr()).hasValue(0);
    assertThat(mute.cosine()).hasValue(0);
    assertThat(mute.largest()).hasValue(4);

    TensorComparison nothing = TensorComparison.of(tensor(NAN), tensor(NAN));
    assertThat(nothing.sqnr()).isEmpty();
    assertThat(nothing.cosine()).isEmpty();
    assertThat(nothing.largest()).isEmpty();
    assertThat(TensorComparison.of(tensor(), tensor())).isEqualTo(TensorComparison.NONE);
  }

  @Test
  void parts_merge_to_the_whole() {
    TensorComparison first = TensorComparison.of(tensor(1, NAN), tensor(2, 1));
    TensorComparison second = TensorComparison.of(tensor(4, 5), tensor(INFINITE, 5));

    assertThat(first.plus(second))
        .isEqualTo(TensorComparison.of(tensor(1, NAN, 4, 5), tensor(2, 1, INFINITE, 5)));
    assertThat(TensorComparison.NONE.plus(first)).isEqualTo(first);
  }

  @Test
  void halves_and_whole_numbers_follow_the_same_rule() {
    Tensor halves = new Tensor(new TensorSpec("y", ElementType.FLOAT16, List.of(2L)), bytes(1, 2));
    Tensor bytes =
        new Tensor(
            new TensorSpec("y", ElementType.INT8, List.of(2L)),
            ByteBuffer.wrap(new byte[] {1, -2}));

    TensorComparison compared = TensorComparison.of(halves, bytes);

    assertThat(compared.referencePower()).isEqualTo(5);
    assertThat(compared.dot()).isEqualTo(-3);
    assertThat(compared.errorPower()).isEqualTo(16);
  }

  @Test
  void tensors_of_other_lengths_are_not_compared() {
    assertThatThrownBy(() -> TensorComparison.of(tensor(1), tensor(1, 2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ByteBuffer bytes(int... halves) {
    ByteBuffer buffer = ByteBuffer.allocate(halves.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : halves) {
      buffer.putShort(Half.bits(value));
    }
    return buffer.flip();
  }

  private static float number(Random random) {
    return (float) (random.nextGaussian() * Math.pow(10, random.nextInt(7) - 3));
  }

  private static float stray(Random random) {
    return random.nextBoolean() ? NAN : random.nextBoolean() ? INFINITE : -INFINITE;
  }

  private static void near(String seed, double got, double expected) {
    assertThat(got).as(seed).isCloseTo(expected, Offset.offset(1e-12 * expected));
  }

  private static Tensor tensor(float... values) {
    return Tensor.ofFloats("y", List.of((long) values.length), values);
  }
}
