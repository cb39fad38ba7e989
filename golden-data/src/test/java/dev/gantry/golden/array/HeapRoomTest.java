package dev.gantry.golden.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeapRoomTest {
  @Test
  void more_than_is_left_is_refused_with_both_numbers() {
    HeapRoom room = new HeapRoom(() -> 1288490189L, () -> {});
    assertThatIOException()
        .isThrownBy(() -> room.require(0x7000_0000))
        .withMessage(
            "needs 1.8 GiB, and this process may use 1.2 GiB: give Java more memory (-Xmx), or"
                + " split the file");
  }

  @Test
  void more_than_any_array_is_refused_whatever_is_left() {
    HeapRoom room = new HeapRoom(() -> Long.MAX_VALUE, () -> {});
    assertThatIOException()
        .isThrownBy(() -> room.require(4L << 30))
        .withMessageContaining("needs 4.0 GiB, and one tensor holds at most 2.0 GiB");
  }

  @Test
  void what_nobody_uses_any_more_is_collected_before_a_refusal() throws Exception {
    AtomicLong left = new AtomicLong(10);
    new HeapRoom(left::get, () -> left.set(100)).require(50);
    assertThat(left).hasValue(100);
  }

  @Test
  void enough_room_is_not_tidied() throws Exception {
    AtomicLong tidied = new AtomicLong();
    new HeapRoom(() -> 100, tidied::incrementAndGet).require(100);
    assertThat(tidied).hasValue(0);
  }
}
