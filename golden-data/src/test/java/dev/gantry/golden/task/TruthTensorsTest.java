package dev.gantry.golden.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TruthTensorsTest {
  @Test
  void rows_are_a_class_and_a_box_and_there_may_be_none() {
    assertThat(TruthTensors.boxes(boxes(2, 1, 1, 2, 3, 4, 0, 5, 6, 7, 8), 2))
        .containsExactly(
            new LabelledBox(1, new Box(1, 2, 3, 4)), new LabelledBox(0, new Box(5, 6, 7, 8)));
    assertThat(TruthTensors.boxes(boxes(0), 2)).isEmpty();
  }

  @Test
  void a_row_that_is_no_box_of_a_class_is_refused() {
    float[][] wrong = {
      {2, 1, 2, 3, 4},
      {-1, 1, 2, 3, 4},
      {0.5f, 1, 2, 3, 4},
      {Float.NaN, 1, 2, 3, 4},
      {0, 3, 2, 1, 4},
      {0, 1, Float.NaN, 3, 4},
      {0, 1, 2, Float.POSITIVE_INFINITY, 4},
      {0, 1, 2, 1, 4}
    };
    for (float[] row : wrong) {
      assertThatThrownBy(() -> TruthTensors.boxes(boxes(1, row), 2))
          .hasMessageStartingWith("row 0 of truth:boxes float32[1, 5] is no box of 2 classes");
    }
  }

  @Test
  void a_map_is_read_row_by_row() {
    TensorSpec spec = new TensorSpec(TruthTensors.MAP, ElementType.UINT8, List.of(1L, 3L));
    ClassImage map =
        TruthTensors.map(new Tensor(spec, ByteBuffer.wrap(new byte[] {0, 1, (byte) 255})));
    assertThat(List.of(map.width(), map.height(), map.at(1), map.at(2, 0)))
        .containsExactly(3, 1, 1, 255);
  }

  @Test
  void tensors_of_another_kind_are_no_labels() {
    Tensor floats = Tensor.ofFloats("x", List.of(1L, 4L), 1, 2, 3, 4);
    assertThatThrownBy(() -> TruthTensors.boxes(floats, 2))
        .hasMessage("labels are x float32[1, 4], wanted float32[boxes, 5]");
    assertThatThrownBy(() -> TruthTensors.map(floats))
        .hasMessage("labels are x float32[1, 4], wanted uint8[height, width]");
  }

  private static Tensor boxes(long rows, float... values) {
    return Tensor.ofFloats(TruthTensors.BOXES, List.of(rows, 5L), values);
  }
}
