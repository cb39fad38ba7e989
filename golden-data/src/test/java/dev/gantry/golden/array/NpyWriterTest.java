package dev.gantry.golden.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.gantry.dossier.Digest;
import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class NpyWriterTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("array.npy");
  }

  private Digest written(ElementType type, Long... shape) throws Exception {
    TensorSpec spec = new TensorSpec("x", type, List.of(shape));
    byte[] bytes = new byte[(int) Tensor.byteCount(type, spec.shape())];
    for (int index = 0; index < bytes.length; index++) {
      bytes[index] = type == ElementType.BOOL ? (byte) (index & 1) : (byte) index;
    }
    NpyWriter.write(file(), new Tensor(spec, ByteBuffer.wrap(bytes)));
    return Digest.of(Files.readAllBytes(file()));
  }

  /** The digests are of files that numpy.save of NumPy 2.4.6 wrote of bytes 0, 1, 2 and so on. */
  @ParameterizedTest(name = "{1}[{2}]")
  @CsvFileSource(resources = "numpy-digests.csv", numLinesToSkip = 1)
  void the_bytes_are_those_of_numpy_save(String sha256, ElementType type, String shape)
      throws Exception {
    Long[] sides =
        shape == null
            ? new Long[0]
            : Arrays.stream(shape.split(" ")).map(Long::valueOf).toArray(Long[]::new);
    assertThat(written(type, sides)).hasToString("sha256:" + sha256);
  }

  @Test
  void the_header_reads_as_numpy_writes_it() throws Exception {
    written(ElementType.FLOAT32, 2L, 3L);
    byte[] bytes = Files.readAllBytes(file());
    String header = new String(bytes, 10, 118, StandardCharsets.US_ASCII);
    assertThat(header)
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }  ")
        .endsWith(" \n");
  }

  @Test
  void a_stack_written_row_by_row_is_the_file_written_whole() throws Exception {
    Random random = new Random(21);
    List<Tensor> rows = new ArrayList<>();
    ByteBuffer together = ByteBuffer.allocate(7 * 12);
    for (int row = 0; row < 7; row++) {
      rows.add(Samples.tensor("r", ElementType.UINT16, List.of(1L, 3L, 2L), random));
      together.put(rows.get(row).data());
    }
    NpyWriter.write(
        folder.resolve("whole.npy"),
        new Tensor(new TensorSpec("x", ElementType.UINT16, List.of(7L, 3L, 2L)), together.flip()));
    try (NpyWriter stack = NpyWriter.stacked(file(), ElementType.UINT16, List.of(1L, 3L, 2L), 7)) {
      for (Tensor row : rows) {
        stack.add(row);
      }
    }
    assertThat(file()).hasSameBinaryContentAs(folder.resolve("whole.npy"));
  }

  @Test
  void rows_without_a_leading_one_are_stacked_as_they_are() throws Exception {
    try (NpyWriter stack = NpyWriter.stacked(file(), ElementType.INT8, List.of(2L, 3L), 2)) {
      Random random = new Random(22);
      stack.add(Samples.tensor("r", ElementType.INT8, List.of(2L, 3L), random));
      stack.add(Samples.tensor("r", ElementType.INT8, List.of(2L, 3L), random));
    }
    assertThat(NpyFile.open(file()).shape()).containsExactly(2L, 2L, 3L);
    try (NpyWriter stack = NpyWriter.stacked(file(), ElementType.INT8, List.of(), 1)) {
      stack.add(Samples.tensor("r", ElementType.INT8, List.of(), new Random(23)));
    }
    assertThat(NpyFile.open(file()).shape()).containsExactly(1L);
  }

  @Test
  void missing_rows_fail_and_leave_nothing() throws Exception {
    NpyWriter stack = NpyWriter.stacked(file(), ElementType.FLOAT32, List.of(2L), 3);
    stack.add(Tensor.ofFloats("r", List.of(2L), 1, 2));
    assertThatIOException()
        .isThrownBy(stack::close)
        .withMessageContaining("got 1 rows of 3: nothing was written");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_row_too_many_or_of_another_kind_fails() throws Exception {
    Tensor row = Tensor.ofFloats("r", List.of(2L), 1, 2);
    try (NpyWriter stack = NpyWriter.stacked(file(), ElementType.FLOAT32, List.of(2L), 1)) {
      assertThatIOException()
          .isThrownBy(() -> stack.add(Tensor.ofFloats("r", List.of(1L, 2L), 1, 2)))
          .withMessageContaining("takes rows of float32[2], not r float32[1, 2]");
      stack.add(row);
      assertThatIOException()
          .isThrownBy(() -> stack.add(row))
          .withMessageContaining("has all its 1 rows");
    }
    assertThat(NpyFile.open(file()).rows()).isEqualTo(1);
  }

  @Test
  void bfloat16_is_refused_before_a_file_is_made() {
    Tensor tensor =
        Samples.tensor("x", ElementType.BFLOAT16, Collections.nCopies(2, 2L), new Random(1));
    assertThatIOException()
        .isThrownBy(() -> NpyWriter.write(file(), tensor))
        .withMessageContaining("cannot hold bfloat16");
    assertThat(folder).isEmptyDirectory();
  }
}
