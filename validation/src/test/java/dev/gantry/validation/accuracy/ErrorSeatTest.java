package dev.gantry.validation.accuracy;

import static dev.gantry.validation.judgement.Given.score;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.validation.judgement.Given;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ErrorSeatTest {
  private static final List<Long> SHAPE = List.of(1L, 16L, 12L, 10L);

  /** The error of each value is told by its sample and its place. */
  private static String words(ToDoubleBiFunction<Integer, Integer> error) {
    SplittableRandom random = new SplittableRandom(5);
    List<SampleTaskScore> scores =
        IntStream.range(0, 40)
            .mapToObj(
                sample -> {
                  float[] wanted = new float[16 * 12 * 10];
                  float[] given = new float[wanted.length];
                  for (int place = 0; place < wanted.length; place++) {
                    wanted[place] = (float) random.nextGaussian();
                    given[place] = wanted[place] + (float) error.applyAsDouble(sample, place);
                  }
                  return score(
                      sample,
                      Tensor.ofFloats("logits", SHAPE, wanted),
                      Tensor.ofFloats("logits", SHAPE, given));
                })
            .toList();
    return new ErrorSeat(ScoredOutput.of(scores).get(0)).words();
  }

  @Test
  void an_error_everywhere_sits_nowhere() {
    assertThat(words((sample, place) -> 0.1)).isEmpty();
    assertThat(words((sample, place) -> 0)).isEmpty();
  }

  @Test
  void a_block_of_channels_rows_or_columns_is_named() {
    assertThat(words((sample, place) -> place / 120 == 7 ? 1 : 0.01))
        .contains("% of the error sits in channels 6 to 7 of 16");
    assertThat(words((sample, place) -> place / 10 % 12 == 0 ? 1 : 0.01))
        .contains("rows 0 to 1 of 12");
    assertThat(words((sample, place) -> place % 10 == 9 ? 1 : 0.01)).contains("column 9 of 10");
  }

  @Test
  void the_slice_with_more_error_than_the_others_is_named() {
    assertThat(words((sample, place) -> sample % 2 == 0 ? 0.3 : 0.1))
        .contains("samples of slice 'night' have 9.0 times the error of the others");
    assertThat(Given.sample(0).slices()).contains("night");
  }
}
