package dev.gantry.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteCountTest {
  @Test
  void counts_read_as_people_write_them() {
    assertThat(ByteCount.ZERO).hasToString("0 B");
    assertThat(new ByteCount(1023)).hasToString("1023 B");
    assertThat(new ByteCount(1024)).hasToString("1.0 KiB");
    assertThat(new ByteCount(196_398_285)).hasToString("187.3 MiB");
    assertThat(new ByteCount(Long.MAX_VALUE)).hasToString("8388608.0 TiB");
  }

  @Test
  void no_count_reads_as_1024_of_a_smaller_unit() {
    assertThat(new ByteCount((1 << 20) - 1)).hasToString("1.0 MiB");
    assertThat(new ByteCount((1 << 30) - 1)).hasToString("1.0 GiB");
    long seed = 7_107;
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      long bytes = (1L << (10 * (2 + random.nextInt(3)))) - 1 - random.nextInt(2_000);
      assertThat(new ByteCount(bytes).toString())
          .as("seed %d, %d bytes", seed, bytes)
          .doesNotStartWith("1024");
    }
  }

  @Test
  void sums_never_wrap_around() {
    assertThat(new ByteCount(1).plus(new ByteCount(2))).isEqualTo(new ByteCount(3));
    assertThatThrownBy(() -> new ByteCount(Long.MAX_VALUE).plus(new ByteCount(1)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void a_negative_count_is_refused() {
    assertThatThrownBy(() -> new ByteCount(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  @Test
  void counts_compare_by_size() {
    assertThat(new ByteCount(9)).isLessThan(new ByteCount(10));
  }
}
