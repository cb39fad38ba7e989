package dev.gantry.golden.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyFileTest {
  @TempDir Path folder;

  private Path file(byte[] bytes) {
    try {
      return Files.write(folder.resolve("array.npy"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertRefused(byte[] bytes, String words) {
    assertThatIOException()
        .isThrownBy(() -> NpyFile.open(file(bytes)).whole("x"))
        .withMessageContaining(words);
  }

  private void assertHeaderRefused(String header, String words) {
    assertRefused(Samples.npy(1, header, new byte[16]), words);
  }

  private void assertTypeRefused(String type, String words) {
    assertRefused(Samples.npy(type, "(2, 2)", 16), words);
  }

  @Test
  void every_type_and_shape_comes_back_as_it_was_written() throws Exception {
    Random random = new Random(11);
    for (ElementType type : ElementType.values()) {
      for (List<Long> shape : Samples.SHAPES) {
        if (type != ElementType.BFLOAT16) {
          Tensor tensor = Samples.tensor("x", type, shape, random);
          Path file = folder.resolve("all.npy");
          NpyWriter.write(file, tensor);
          assertThat(NpyFile.open(file).whole("x")).isEqualTo(tensor);
        }
      }
    }
  }

  @Test
  void all_three_versions_of_the_format_are_read_and_no_other() throws Exception {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";
    for (int version = 1; version <= 3; version++) {
      NpyFile array = NpyFile.open(file(Samples.npy(version, header, new byte[8])));
      assertThat(array.whole("x").floats()).containsExactly(0, 0);
    }
    assertRefused(Samples.npy(4, header, new byte[8]), "is of .npy version 4.0");
  }

  @Test
  void headers_that_other_programs_write_are_read() throws Exception {
    for (String header :
        List.of(
            "{'shape': (2, 2), 'fortran_order': False, 'descr': '<f4'}",
            "{'descr':'<f4','fortran_order':False,'shape':(2,2)}   ",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 2L), }",
            "{'descr': '<f4', 'fortran_order': True, 'shape': (4,), }")) {
      assertThat(NpyFile.open(file(Samples.npy(1, header, new byte[16]))).whole("x").elements())
          .as(header)
          .isEqualTo(4);
    }
  }

  @Test
  void types_that_are_no_numbers_are_refused_by_name_with_a_cure() {
    assertTypeRefused("<U5", "holds strings ('<U5'); Gantry's tensors are numbers: encode them");
    assertTypeRefused("|S3", "holds strings ('|S3')");
    assertTypeRefused("|O", "holds Python objects ('|O')");
    assertTypeRefused("<c8", "holds complex numbers ('<c8')");
    assertTypeRefused("<M8[ns]", "holds dates or times ('<M8[ns]')");
    assertTypeRefused("|V2", "holds raw bytes of no type ('|V2'), which is how NumPy saves bfloat");
    assertTypeRefused("<V2", "save it as float32, or as .pb");
    assertTypeRefused("<f16", "holds numbers of type '<f16', which no tensor has");
    assertTypeRefused(">f4", "is big-endian ('>f4'): save array.astype('<f4')");
    assertTypeRefused("f4", "does not say its byte order ('f4')");
    assertTypeRefused("=i8", "does not say its byte order ('=i8')");
    assertTypeRefused("<f4x", "holds numbers of type '<f4x'");
    assertTypeRefused("", "holds numbers of type ''");
    assertHeaderRefused(
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 2), }",
        "holds a structured array");
  }

  @Test
  void columns_first_is_refused_with_a_cure() {
    assertHeaderRefused(
        "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 2), }",
        "is in Fortran order, column by column; save numpy.ascontiguousarray(array)");
  }

  @Test
  void damaged_headers_are_refused() {
    for (String header :
        List.of(
            "{}",
            "{'descr': '<f4', 'fortran_order': False, }",
            "{'descr': '<f4', 'shape': (2, 2), }",
            "{'fortran_order': False, 'shape': (2, 2), }",
            "{'descr': '<f4', 'fortran_order': Maybe, 'shape': (2, 2), }",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), } trailing",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), 'more': (1,)}",
            "x{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }")) {
      assertHeaderRefused(header, "damaged .npy header");
    }
    for (String shape : List.of("(4)", "(2, , 2)", "(,)", "(2L2, 2)", "(2 2,)", "(,4)")) {
      assertRefused(Samples.npy("<f4", shape, 16), "has an impossible shape: (");
    }
  }

  @Test
  void impossible_shapes_are_refused_without_being_believed() {
    assertRefused(Samples.npy("<f4", "(2, 4000000000)", 16), "needs 32000000");
    assertRefused(Samples.npy("<f4", "(2, 999999999999999999, 99)", 16), "impossible shape");
    assertRefused(Samples.npy("<f4", "(2, 99999999999999999999999)", 16), "impossible shape");
    assertRefused(Samples.npy("<i8", "(1152921504606846975,)", 16), "impossible shape");
    assertRefused(Samples.npy("<f4", "(" + "1, ".repeat(65) + ")", 4), "impossible shape");
    assertRefused(Samples.npy("<f4", "(-1, 2)", 16), "has an impossible shape: (-1, 2)");
  }

  @Test
  void a_file_that_lost_or_got_one_byte_is_refused_wherever_it_was_cut() {
    byte[] whole = Samples.npy("<f4", "(2, 2)", 16);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatIOException().isThrownBy(() -> NpyFile.open(file(cut)));
    }
    assertRefused(
        Arrays.copyOf(whole, whole.length - 1),
        "bytes where its shape [2, 2] of float32 needs " + whole.length);
    assertRefused(Arrays.copyOf(whole, whole.length + 1), "needs " + whole.length);
  }

  @Test
  void a_header_of_blanks_is_refused_in_no_time() {
    byte[] blanks = Samples.npy(2, "{'descr': '<f4', " + " ".repeat(65_000), new byte[16]);
    assertRefused(blanks, "damaged .npy header");
    String shape = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + " ".repeat(65_000);
    assertRefused(Samples.npy(2, shape, new byte[16]), "damaged .npy header");
    assertRefused(Samples.npy(2, " ".repeat(70_000), new byte[16]), "a header of 70001 bytes");
  }

  @Test
  void files_of_other_kinds_are_told_by_their_kind() {
    assertRefused(new byte[0], "is not an .npy file, it is empty");
    assertRefused("hello, array".getBytes(StandardCharsets.UTF_8), "it is text");
    assertRefused(
        "version https://git-lfs.github.com/spec/v1\n".getBytes(StandardCharsets.UTF_8),
        "it is a Git LFS pointer");
    assertRefused(new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0}, "is it an .npz?");
    assertRefused(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0}, "gunzip it first");
    assertRefused(new byte[] {1, 2, 3}, "is not an .npy file");
  }

  @Test
  void a_bool_that_is_neither_is_refused() {
    byte[] bytes = Samples.npy("|b1", "(3,)", 3);
    bytes[bytes.length - 1] = 7;
    assertRefused(bytes, "holds the byte 7 as element 2 of type bool");
  }

  @Test
  void rows_are_read_alone_and_in_the_shape_that_is_wanted() throws Exception {
    Random random = new Random(12);
    Tensor stack = Samples.tensor("x", ElementType.INT16, List.of(4L, 3L, 2L), random);
    Path file = folder.resolve("stack.npy");
    NpyWriter.write(file, stack);
    NpyFile array = NpyFile.open(file);
    assertThat(array.rows()).isEqualTo(4);
    for (List<Long> shape : List.of(List.of(1L, 3L, 2L), List.of(3L, 2L), List.of(3L, 1L, 2L))) {
      for (int row = 0; row < 4; row++) {
        Tensor read = array.row("x", row, shape);
        assertThat(read.spec().shape()).isEqualTo(shape);
        assertThat(read.data()).isEqualTo(stack.data().slice(row * 12, 12));
      }
    }
  }

  @Test
  void rows_of_another_shape_are_refused_even_with_as_many_numbers() throws Exception {
    NpyFile array = NpyFile.open(file(Samples.npy("<f4", "(2, 4, 3)", 96)));
    for (List<Long> shape : List.of(List.of(3L, 4L), List.of(12L), List.of(1L, 3L, 4L))) {
      assertThatIOException()
          .isThrownBy(() -> array.row("x", 0, shape))
          .withMessageContaining("holds rows of [4, 3], and x is " + shape);
    }
    for (long index : new long[] {-1, 2, Long.MAX_VALUE}) {
      assertThatIOException()
          .isThrownBy(() -> array.row("x", index, List.of(4L, 3L)))
          .withMessageContaining("has 2 rows, there is no row " + index);
    }
  }

  @Test
  void a_file_cut_after_it_was_opened_is_refused() throws Exception {
    byte[] whole = Samples.npy("<f4", "(2, 2)", 16);
    NpyFile array = NpyFile.open(file(whole));
    file(Arrays.copyOf(whole, whole.length - 1));
    assertThat(array.row("x", 0, List.of(2L)).floats()).containsExactly(0, 0);
    assertThatIOException()
        .isThrownBy(() -> array.row("x", 1, List.of(2L)))
        .withMessageContaining("ends early: it was changed");
  }

  @Test
  void a_large_file_is_read_row_by_row_in_the_memory_of_a_row() throws Exception {
    // Sparse: the disk holds next to nothing of these 3 GiB, and memory could not.
    long rows = 3L << 20;
    byte[] header = Samples.npy("<f4", "(" + rows + ", 256)", 0);
    try (RandomAccessFile big = new RandomAccessFile(file(header).toFile(), "rw")) {
      big.setLength(header.length + rows * 1024);
      big.seek(big.length() - 1);
      big.write(0x3f);
    }
    NpyFile array = NpyFile.open(folder.resolve("array.npy"));
    assertThat(array.row("x", rows - 1, List.of(1L, 256L)).floats()[255]).isEqualTo(0.5f);
    assertThatIOException()
        .isThrownBy(() -> array.whole("x"))
        .withMessageContaining("needs 3.0 GiB");
  }

  @Test
  void several_threads_read_rows_of_one_file() throws Exception {
    Random random = new Random(13);
    Tensor stack = Samples.tensor("x", ElementType.INT32, List.of(500L, 16L), random);
    Path file = folder.resolve("stack.npy");
    NpyWriter.write(file, stack);
    NpyFile array = NpyFile.open(file);
    boolean same =
        IntStream.range(0, 500)
            .parallel()
            .allMatch(
                row -> {
                  try {
                    Tensor read = array.row("x", row, List.of(16L));
                    return read.data().equals(stack.data().slice(row * 64, 64));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
    assertThat(same).isTrue();
  }
}
