package dev.gantry.reports.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Quantity;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportFiguresTest {
  @ParameterizedTest
  @CsvSource({
    "9.80665 ms, <= 12 ms, 9.807 ms",
    "9807 us, <= 12 ms, 9.807 ms",
    "12.0004 ms, <= 12 ms, 12.0004 ms",
    "12.00000004 ms, <= 12 ms, 12.00000004 ms",
    "12 ms, <= 12 ms, 12 ms",
    "0.999931, >= 0.99, 0.999931",
    "536870912 B, <= 256 MiB, 512 MiB",
    "3 ms, >= 20 dB, 3 ms"
  })
  void a_value_stands_in_the_unit_of_its_limit_and_never_reads_as_the_limit_when_it_is_not(
      String measured, String limit, String text) {
    assertThat(ReportFigures.beside(Quantity.parse(measured), Limit.parse(limit))).isEqualTo(text);
  }

  @Test
  void digits_before_the_point_are_never_rounded_away() {
    assertThat(ReportFigures.digits(123456, 3)).isEqualTo("123456");
    assertThat(ReportFigures.digits(0.0012345, 3)).isEqualTo("0.00123");
    assertThat(ReportFigures.digits(0, 3)).isEqualTo("0");
  }

  @Test
  void durations_are_said_in_the_unit_that_fits() {
    assertThat(ReportFigures.of(Duration.ofNanos(812_400))).isEqualTo("812 µs");
    assertThat(ReportFigures.of(Duration.ofNanos(13_040_000))).isEqualTo("13.0 ms");
    assertThat(ReportFigures.of(Duration.ofMillis(1840))).isEqualTo("1.84 s");
    assertThat(ReportFigures.of(Duration.ofSeconds(825))).isEqualTo("13 min 45 s");
  }
}
