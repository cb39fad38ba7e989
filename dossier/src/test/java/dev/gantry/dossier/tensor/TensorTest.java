package dev.gantry.dossier.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TensorTest {
  @Test
  void the_byte_count_is_right_or_refused_for_any_shape() {
    long seed = 7_110;
    Random random = new Random(seed);
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      List<Long> shape = new ArrayList<>();
      for (int rank = random.nextInt(6); rank > 0; rank--) {
        shape.add(1 + (random.nextLong() >>> (1 + random.nextInt(62))));
      }
      ElementType type =
          List.of(ElementType.values()).get(random.nextInt(ElementType.values().length));
      BigInteger exact =
          shape.stream()
              .map(BigInteger::valueOf)
              .reduce(BigInteger.valueOf(type.bytes()), BigInteger::multiply);
      if (exact.bitLength() <= 63) {
        assertThat(Tensor.byteCount(type, shape)).isEqualTo(exact.longValueExact());
      } else {
        refused++;
        assertThatThrownBy(() -> Tensor.byteCount(type, shape))
            .as("seed %d, %s %s", seed, type, shape)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("larger than any memory");
      }
    }
    assertThat(refused).isBetween(1_000, 19_000);
  }

  @Test
  void scalars_empty_and_unknown_shapes_are_told_apart() {
    assertThat(Tensor.byteCount(ElementType.FLOAT32, List.of())).isEqualTo(4);
    assertThat(Tensor.byteCount(ElementType.FLOAT32, List.of(0L, 9L))).isZero();
    assertThatThrownBy(() -> Tensor.byteCount(ElementType.FLOAT32, List.of(1L, -1L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dimension -1");
  }

  @Test
  void a_tensor_holds_exactly_the_bytes_of_its_shape() {
    TensorSpec spec = new TensorSpec("x", ElementType.FLOAT32, List.of(2L));
    assertThat(new Tensor(spec, ByteBuffer.allocate(8)).elements()).isEqualTo(2);
    for (int bytes : new int[] {0, 7, 9}) {
      assertThatThrownBy(() -> new Tensor(spec, ByteBuffer.allocate(bytes)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("tensor x float32[2] needs 8 bytes, " + bytes + " are there");
    }
  }

  @Test
  void readers_do_not_move_each_other() {
    Tensor tensor = Tensor.ofFloats("x", List.of(2L), 1.5f, -2f);
    tensor.data().getFloat();
    assertThat(tensor.data().remaining()).isEqualTo(8);
    assertThat(tensor.floats()).containsExactly(1.5f, -2f);
    assertThat(tensor.data().isReadOnly()).isTrue();
  }

  @Test
  void only_float32_is_read_as_floats() {
    Tensor tensor =
        new Tensor(new TensorSpec("x", ElementType.INT32, List.of(1L)), ByteBuffer.allocate(4));
    assertThatThrownBy(tensor::floats).hasMessageContaining("does not hold float32");
  }

  @Test
  void a_spec_fits_where_every_known_dimension_agrees() {
    TensorSpec declared = new TensorSpec("x", ElementType.FLOAT32, List.of(-1L, 3L));
    assertThat(new TensorSpec("y", ElementType.FLOAT32, List.of(7L, 3L)).fits(declared)).isTrue();
    assertThat(new TensorSpec("x", ElementType.FLOAT32, List.of(7L, 4L)).fits(declared)).isFalse();
    assertThat(new TensorSpec("x", ElementType.INT32, List.of(7L, 3L)).fits(declared)).isFalse();
    assertThat(new TensorSpec("x", ElementType.FLOAT32, List.of(3L)).fits(declared)).isFalse();
    assertThat(declared).hasToString("x float32[?, 3]");
  }
}
