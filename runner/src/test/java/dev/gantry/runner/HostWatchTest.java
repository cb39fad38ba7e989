package dev.gantry.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HostWatchTest {
  @Test
  void a_host_that_hangs_up_is_left_at_once() throws Exception {
    CompletableFuture<String> left = new CompletableFuture<>();
    try (PipedOutputStream host = new PipedOutputStream()) {
      new HostWatch(new PipedInputStream(host), left::complete).start();
    }
    assertThat(left.get(5, TimeUnit.SECONDS)).contains("hung up");
  }

  @Test
  void a_host_that_falls_silent_is_left_when_its_lease_would_end() throws Exception {
    CompletableFuture<String> left = new CompletableFuture<>();
    try (PipedOutputStream host = new PipedOutputStream()) {
      new HostWatch(new PipedInputStream(host), left::complete).start();
      long before = System.nanoTime();
      assertThat(left.get(60, TimeUnit.SECONDS)).contains("no sign of life");
      assertThat(System.nanoTime() - before)
          .isGreaterThan(HostWatch.SILENCE.minusSeconds(1).toNanos());
    }
  }
}
