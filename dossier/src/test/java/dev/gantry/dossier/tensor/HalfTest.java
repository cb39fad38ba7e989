package dev.gantry.dossier.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HalfTest {
  private static double value(int bits) {
    int exponent = (bits >> 10) & 31;
    int fraction = bits & 1023;
    double size = exponent == 0 ? fraction * 0x1p-24 : Math.scalb(1024.0 + fraction, exponent - 25);
    return (bits & 0x8000) == 0 ? size : -size;
  }

  @Test
  void every_finite_half_comes_back_as_its_own_bits() {
    for (int bits = 0; bits < 0x10000; bits++) {
      if (((bits >> 10) & 31) != 31) {
        assertThat(Half.bits((float) value(bits)) & 0xffff).isEqualTo(bits);
        assertThat((double) Half.number((short) bits)).isEqualTo(value(bits));
      }
    }
  }

  @Test
  void any_number_becomes_the_nearest_half() {
    long seed = 11;
    Random random = new Random(seed);
    for (int round = 0; round < 200_000; round++) {
      float number = (float) (random.nextGaussian() * Math.pow(2, random.nextInt(44) - 28));
      int bits = Half.bits(number) & 0x7fff;
      double size = Math.abs((double) number);
      if (bits == 0x7c00) {
        assertThat(size).isGreaterThanOrEqualTo(65520);
        continue;
      }
      double apart = Math.abs(value(bits) - size);
      String what = "seed " + seed + ", " + number;
      assertThat(apart).as(what).isLessThanOrEqualTo(Math.abs(value(bits + 1) - size));
      if (bits > 0) {
        assertThat(apart).as(what).isLessThanOrEqualTo(Math.abs(value(bits - 1) - size));
      }
    }
  }

  @Test
  void ties_go_to_even_and_what_is_too_large_is_infinite() {
    assertThat(Half.bits(2049)).isEqualTo(Half.bits(2048));
    assertThat(Half.bits(2051)).isEqualTo(Half.bits(2052));
    assertThat(Half.bits(65519)).isEqualTo((short) 0x7bff);
    assertThat(Half.bits(65520)).isEqualTo((short) 0x7c00);
    assertThat(Half.bits(Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xfc00);
    assertThat(Half.bits(Float.NaN) & 0x7fff).isEqualTo(0x7e00);
  }

  @Test
  void what_is_no_number_stays_none_and_what_is_infinite_stays_so() {
    assertThat(Half.number((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(Half.number((short) 0x7e00)).isNaN();
    assertThat(Half.rounded(1 + 0x1p-12f)).isEqualTo(1);
  }
}
