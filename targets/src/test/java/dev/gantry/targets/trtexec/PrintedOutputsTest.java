package dev.gantry.targets.trtexec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrintedOutputsTest {
  private static final String TWO =
      """
      [
        { "name" : "scores:0"
        , "dimensions" : "1x4"
        , "values" : [ 0.123457, -nan, inf, -inf ]
        }
      , { "name" : "count"
        , "dimensions" : "1"
        , "values" : [ 7 ]
        }
      ]
      """;
  private static final TensorSpec SCORES =
      new TensorSpec("scores:0", ElementType.FLOAT32, List.of(1L, 4L));
  private static final TensorSpec COUNT = new TensorSpec("count", ElementType.INT32, List.of(1L));

  @Test
  void what_is_no_number_stays_none() throws IOException {
    List<Tensor> tensors = new PrintedOutputs(TWO).tensors(List.of(COUNT, SCORES));

    assertThat(tensors.get(0).data().getInt()).isEqualTo(7);
    var scores = tensors.get(1).data();
    assertThat(scores.getFloat()).isEqualTo(0.123457f);
    assertThat(scores.getFloat()).isNaN();
    assertThat(scores.getFloat()).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(scores.getFloat()).isEqualTo(Float.NEGATIVE_INFINITY);
  }

  @Test
  void a_print_on_one_line_is_the_same() throws IOException {
    assertThat(new PrintedOutputs(TWO.replace("\n", "")).tensors(List.of(COUNT))).hasSize(1);
  }

  @Test
  void a_print_that_was_cut_never_gives_fewer_outputs_in_silence() {
    String whole = TWO.strip();
    for (int length = 0; length < whole.length(); length++) {
      PrintedOutputs cut = new PrintedOutputs(whole.substring(0, length));
      assertThatThrownBy(() -> cut.tensors(List.of(SCORES, COUNT)))
          .as("cut after %d", length)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void too_few_values_and_an_output_that_is_not_there_are_told() {
    TensorSpec larger = new TensorSpec("count", ElementType.INT32, List.of(2L));
    TensorSpec other = new TensorSpec("boxes", ElementType.FLOAT32, List.of(1L));

    assertThatThrownBy(() -> new PrintedOutputs(TWO).tensors(List.of(larger)))
        .hasMessageContaining("1 values were printed");
    assertThatThrownBy(() -> new PrintedOutputs(TWO).tensors(List.of(other)))
        .hasMessageContaining("'boxes' was not printed");
  }
}
