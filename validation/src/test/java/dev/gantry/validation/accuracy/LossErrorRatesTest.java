package dev.gantry.validation.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossErrorRatesTest {

  @ParameterizedTest
  @CsvSource({
    "459, 0.01, 0",
    "459, 0.01, 0.01",
    "152, 0.03, 0",
    "152, 0.03, 0.03",
    "300, 0.03, 0",
    "300, 0.03, 0.03",
    "1000, 0.03, 0",
    "1000, 0.03, 0.03",
    "76, 0.08, 0",
    "76, 0.08, 0.01",
    "76, 0.08, 0.05"
  })
  void an_engine_whose_loss_is_the_margin_is_called_met_or_broken_once_in_a_hundred_at_most(
      long samples, double margin, double gained) {
    LossErrorRates rates = new LossErrorRates(samples, margin + gained, gained);
    assertThat(rates.met(margin, 0.99)).isLessThanOrEqualTo(0.0105);
    assertThat(rates.broken(margin, 0.01)).isLessThanOrEqualTo(0.0105);
    // What is corrected for many checks has to hold much further out.
    assertThat(rates.broken(margin, 1e-4)).isLessThanOrEqualTo(1.5e-4);
  }

  @Test
  void a_good_engine_is_mostly_proven_good() {
    assertThat(new LossErrorRates(300, 0.006, 0).met(0.03, 0.99)).isGreaterThan(0.7);
    assertThat(new LossErrorRates(1000, 0.02, 0.01).met(0.03, 0.99)).isGreaterThan(0.8);
  }

  @Test
  void a_bad_engine_is_mostly_found() {
    assertThat(new LossErrorRates(300, 0.12, 0.01).broken(0.03, 0.01)).isGreaterThan(0.9);
  }
}
