package dev.gantry.runner.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DueTimesTest {
  private final DueTimes due = new DueTimes();

  @Test
  void lateness_is_known_to_a_sixteenth() {
    long seed = 7_301;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      DueTimes fresh = new DueTimes();
      long[] late = new long[1 + random.nextInt(300)];
      for (int wait = 0; wait < late.length; wait++) {
        late[wait] = random.nextLong() >>> (2 + random.nextInt(62));
        fresh.woke(late[wait]);
      }
      Arrays.sort(late);
      assertThat(fresh.latest()).isEqualTo(late[late.length - 1]);
      for (double share : new double[] {0.01, 0.5, 0.99, 1}) {
        long truth = late[(int) Math.ceil(share * late.length) - 1];
        assertThat(fresh.late(share))
            .as("seed %d, round %d, share %s of %s", seed, round, share, Arrays.toString(late))
            .isBetween(truth, truth + truth / 16 + 1);
      }
    }
  }

  @Test
  void a_moment_that_is_over_is_an_overrun_and_not_waited_for() {
    due.await(System.nanoTime() - 1_000_000);
    assertThat(due.overruns()).isEqualTo(1);
    assertThat(due.late(0.99)).isZero();
  }

  @Test
  void it_returns_when_the_moment_has_come() {
    long moment = System.nanoTime() + 3_000_000;
    due.await(moment);
    assertThat(System.nanoTime() - moment).isNotNegative();
    assertThat(due.overruns()).isZero();
  }
}
