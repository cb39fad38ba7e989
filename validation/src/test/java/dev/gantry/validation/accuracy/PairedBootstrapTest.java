package dev.gantry.validation.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairedBootstrapTest {

  @ParameterizedTest
  @ValueSource(longs = {51, 52, 53, 54})
  void it_says_what_ten_thousand_drawn_resamples_say(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int samples = random.nextInt(20, 120);
    int lost = random.nextInt(0, samples / 4);
    int gained = random.nextInt(0, samples / 4);
    int[] below = new int[2 * samples + 1];
    for (int run = 0; run < 10_000; run++) {
      int net = 0;
      for (int i = 0; i < samples; i++) {
        int drawn = random.nextInt(samples);
        net += drawn < lost ? 1 : drawn < lost + gained ? -1 : 0;
      }
      for (int at = net; at <= samples; at++) {
        below[at + samples]++;
      }
    }
    PairedBootstrap bootstrap = PairedBootstrap.of(samples, lost, gained);
    for (int net = -samples; net <= samples; net++) {
      assertThat(bootstrap.atMost(net))
          .as("seed " + seed + ": " + bootstrap + " at most " + net)
          .isCloseTo(below[net + samples] / 10_000.0, within(0.025));
    }
  }

  @Test
  void without_gains_it_is_the_binomial_law() {
    assertThat(PairedBootstrap.of(100, 6, 0).atMost(1))
        .isCloseTo(
            Math.pow(0.94, 100) + 100 * 0.06 * Math.pow(0.94, 99), Percentage.withPercentage(1e-6));
  }

  @Test
  void losses_and_gains_mirror_each_other() {
    PairedBootstrap one = PairedBootstrap.of(80, 9, 4);
    PairedBootstrap mirrored = PairedBootstrap.of(80, 4, 9);
    for (long net = -80; net <= 80; net++) {
      assertThat(one.atMost(net)).isCloseTo(1 - mirrored.atMost(-net - 1), within(1e-9));
    }
  }

  @Test
  void all_lost_and_nothing_changed_are_certain() {
    assertThat(PairedBootstrap.of(30, 30, 0).atMost(29)).isZero();
    assertThat(PairedBootstrap.of(30, 30, 0).atMost(30)).isEqualTo(1);
    assertThat(PairedBootstrap.of(30, 0, 0).atMost(0)).isEqualTo(1);
    assertThat(PairedBootstrap.of(30, 0, 0).atMost(-1)).isZero();
    assertThat(PairedBootstrap.of(30, 0, 30).atMost(-30)).isEqualTo(1);
  }

  @Test
  void a_quantile_is_the_first_loss_that_holds_the_share() {
    PairedBootstrap bootstrap = PairedBootstrap.of(200, 12, 5);
    for (double share : new double[] {0.01, 0.5, 0.99}) {
      long quantile = bootstrap.quantile(share);
      assertThat(bootstrap.atMost(quantile)).isGreaterThanOrEqualTo(share);
      assertThat(bootstrap.atMost(quantile - 1)).isLessThan(share);
    }
  }
}
