package dev.gantry.reports.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitMarginTest {
  @ParameterizedTest
  @CsvSource({
    "14.2 ms, <= 12 ms, 18.3 % beyond",
    "12 ms, <= 12 ms, exactly at the limit",
    "9000 us, <= 12 ms, 25 % inside",
    "26 dB, >= 20 dB, 30 % inside",
    "19 dB, >= 20 dB, 5 % beyond",
    "12.0000001 ms, <= 12 ms, less than 0.01 % beyond",
    "1 GiB, <= 512 MiB, 100 % beyond"
  })
  void a_margin_is_said_as_a_share_of_the_limit(String measured, String limit, String words) {
    assertThat(LimitMargin.of(Quantity.parse(measured), Limit.parse(limit)))
        .map(LimitMargin::words)
        .contains(words);
  }

  @Test
  void outputs_that_are_equal_are_infinitely_inside() {
    Quantity same = new Quantity(Double.POSITIVE_INFINITY, Unit.DECIBEL);
    assertThat(LimitMargin.of(same, Limit.parse(">= 20 dB")))
        .map(LimitMargin::words)
        .contains("infinitely inside");
  }

  @Test
  void nothing_is_a_share_of_zero_and_units_that_differ_do_not_compare() {
    assertThat(LimitMargin.of(Quantity.parse("0.1 pt"), Limit.parse("<= 0 pt"))).isEmpty();
    assertThat(LimitMargin.of(Quantity.parse("3 ms"), Limit.parse(">= 20 dB"))).isEmpty();
  }

  @Test
  void a_cosine_near_one_is_not_called_nearer_to_its_limit_than_a_time_that_is() {
    LimitMargin cosine =
        LimitMargin.of(Quantity.parse("0.9995"), Limit.parse(">= 0.99")).orElseThrow();
    LimitMargin time =
        LimitMargin.of(Quantity.parse("11.5 ms"), Limit.parse("<= 12 ms")).orElseThrow();
    assertThat(cosine.share()).isLessThan(time.share());
    assertThat(cosine).isGreaterThan(time);
    assertThat(cosine.comparable()).isEqualTo(0.95, within(1e-9));
  }
}
