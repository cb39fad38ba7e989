package dev.gantry.validation.ruling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingTextTest {

  @ParameterizedTest
  @CsvSource({
    "14.2345 ms, 12 ms, 14.23 ms",
    "0.0123456 ms, 12 ms, 12.35 us",
    "12345.6 ms, 12 ms, 12.35 s",
    "0.5 ms, 12 ms, 0.5 ms",
    "12 ms, 12 ms, 12 ms",
    "12.00004 ms, 12 ms, 12.00004 ms",
    "19.99999 dB, 20 dB, 19.99999 dB",
    "0.03 dB, 20 dB, 0.03 dB",
    "0 ms, 12 ms, 0 ms",
    "123456 MiB, 512 MiB, 120.6 GiB",
    "512.04 MiB, 0.5 GiB, 0.50004 GiB",
    "0.987654, 0.99, 0.9877",
    "100 %, 95 %, 100 %",
    "0.0000000000000123, 0.1, 1.23E-14",
  })
  void people_read_four_digits_and_as_many_more_as_tell_it_from_the_limit(
      String measured, String bound, String text) {
    Quantity limit = Quantity.parse(bound);
    Quantity value = Quantity.parse(measured).in(limit.unit());
    assertThat(ReadingText.beside(value, limit)).isEqualTo(text);
  }

  @Test
  void conversion_leaves_no_noise() {
    Quantity bound = Quantity.parse("95 %");
    for (int rows = 1; rows < 2000; rows++) {
      assertThat(ReadingText.measured(rows * 19 / (rows * 20.0), Unit.ONE, bound)).isEqualTo(bound);
    }
  }

  @Test
  void a_share_is_written_as_people_say_it() {
    assertThat(ReadingText.share(0.99)).isEqualTo("99 %");
    assertThat(ReadingText.share(0.999)).isEqualTo("99.9 %");
    assertThat(ReadingText.share(0.95)).isEqualTo("95 %");
  }
}
