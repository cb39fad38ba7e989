package dev.gantry.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.inference.NativeMemory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {
  private final NativeMemory memory = new NativeMemory();

  @Test
  void what_was_given_back_is_lent_again() {
    ByteBuffer first = memory.take(100);
    memory.giveBack(first);

    assertThat(memory.take(60)).isSameAs(first);
  }

  @Test
  void what_is_lent_is_lent_to_nobody_else() {
    assertThat(memory.take(100)).isNotSameAs(memory.take(100));
  }

  @Test
  void too_little_of_it_is_not_lent() {
    memory.giveBack(memory.take(10));

    assertThat(memory.take(11).capacity()).isEqualTo(11);
  }

  @Test
  void it_is_out_of_the_heap() {
    assertThat(memory.take(0).isDirect()).isTrue();
  }
}
