package dev.gantry.golden.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DecodingLimitTest {
  @Test
  void a_picture_that_is_decoded_without_end_is_given_up_in_words() {
    long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
    assertThatThrownBy(
            () ->
                PictureDecoder.inTime(
                    Duration.ofMillis(20),
                    () -> {
                      while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                      }
                      return 0;
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "was not decoded within 0.02 s, far longer than any picture takes; save it again, as"
                + " PNG");
  }

  @Test
  void what_is_wrong_with_a_picture_is_told_as_it_is() throws IOException {
    assertThat(PictureDecoder.<Integer>inTime(Duration.ofMinutes(1), () -> 7)).isEqualTo(7);
    assertThatThrownBy(
            () ->
                PictureDecoder.inTime(
                    Duration.ofMinutes(1),
                    () -> {
                      throw new IOException("cannot be decoded");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot be decoded");
  }
}
