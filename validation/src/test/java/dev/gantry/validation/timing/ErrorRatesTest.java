package dev.gantry.validation.timing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.validation.timing.ErrorRates.Population;
import dev.gantry.validation.timing.ErrorRates.Rates;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A short part of {@code validation/bench/error-rates}, whose README has the whole. */
class ErrorRatesTest {
  private static final int TRIALS = 400;

  /** 1.6 %, and three standard deviations more. */
  private static final double MOST = 0.035;

  private static void rarelyWrong(Rates rates, String what) {
    assertThat(rates.met()).as(what + " MET").isLessThanOrEqualTo(MOST);
    assertThat(rates.broken()).as(what + " BROKEN").isLessThanOrEqualTo(MOST);
  }

  @ParameterizedTest
  @CsvSource({"QUIET, 50", "USUAL, 50", "NASTY, 50", "NASTY, 90", "NASTY, 95", "NASTY, 99"})
  void a_percentile_on_the_limit_is_hardly_ever_called_kept_or_broken(
      SimulatedBoard board, double percentile) {
    Population population = Population.simulated(board, 600, 500);
    rarelyWrong(ErrorRates.latency(population, percentile, 1, TRIALS), board + " p" + percentile);
  }

  @ParameterizedTest
  @EnumSource
  void and_so_are_a_rate_and_a_share_of_misses(SimulatedBoard board) {
    Population population = Population.simulated(board, 600, 500);
    rarelyWrong(ErrorRates.throughput(population, 1, TRIALS), board + " throughput");
    rarelyWrong(ErrorRates.deadline(population, 0.01, 1, TRIALS), board + " deadline");
    rarelyWrong(ErrorRates.cold(population, 11, 1, TRIALS), board + " cold");
  }

  @ParameterizedTest
  @CsvSource({"QUIET, 50", "USUAL, 50", "NASTY, 50", "QUIET, 99"})
  void ten_percent_of_room_are_seen(SimulatedBoard board, double percentile) {
    Population population = Population.simulated(board, 600, 500);
    assertThat(ErrorRates.latency(population, percentile, 1.1, 50).met()).isGreaterThan(0.9);
  }
}
