package dev.gantry.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.golden.work.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class InOrderTest {
  private final List<Integer> taken = new ArrayList<>();

  @Test
  void pieces_of_many_threads_are_passed_on_in_order() throws IOException {
    InOrder<Integer> order = new InOrder<>(3, (index, piece) -> taken.add(piece));
    long seed = System.nanoTime();
    Random random = new Random(seed);
    new Workers(8, () -> false)
        .each(
            500,
            index -> {
              int busy = random.nextInt(1000);
              for (int step = 0; step < busy; step++) {
                Thread.onSpinWait();
              }
              order.give(index, index);
            });

    assertThat(taken).as("seed %d", seed).isEqualTo(IntStream.range(0, 500).boxed().toList());
  }

  @Test
  void a_piece_that_is_early_waits_for_the_others() throws IOException {
    InOrder<String> order = new InOrder<>(1, (index, piece) -> taken.add(index));
    order.give(1, "second");
    assertThat(taken).isEmpty();

    order.give(0, "first");
    assertThat(taken).containsExactly(0, 1);
  }

  @Test
  void who_is_too_far_ahead_is_let_go_when_a_piece_will_never_come() throws Exception {
    InOrder<String> order = new InOrder<>(1, (index, piece) -> taken.add(index));
    CountDownLatch done = new CountDownLatch(1);
    Thread ahead =
        new Thread(
            () -> {
              try {
                order.give(1, "second");
                order.give(2, "third");
                done.countDown();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    ahead.start();
    assertThat(done.await(100, TimeUnit.MILLISECONDS)).as("waits").isFalse();

    order.stop();

    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(taken).isEmpty();
  }

  @Test
  void what_cannot_be_written_fails_whoever_brought_it() {
    InOrder<String> order =
        new InOrder<>(
            1,
            (index, piece) -> {
              throw new IOException("no room");
            });

    assertThatThrownBy(() -> order.give(0, "first")).hasMessage("no room");
  }
}
