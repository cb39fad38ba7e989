package dev.gantry.runner.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorFileTest {
  @TempDir Path folder;

  private static Tensor tensor(Random random, ElementType type) {
    List<Long> shape = new ArrayList<>();
    for (int rank = random.nextInt(4); rank > 0; rank--) {
      shape.add((long) random.nextInt(4));
    }
    byte[] bytes = new byte[Math.toIntExact(Tensor.byteCount(type, shape))];
    random.nextBytes(bytes);
    String name = random.nextBoolean() ? "" : "\u00fcml\u00e4ut " + random.nextInt() + "\n/";
    return new Tensor(new TensorSpec(name, type, shape), ByteBuffer.wrap(bytes));
  }

  private static byte[] write(List<List<Tensor>> samples) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TensorFileWriter writer = new TensorFileWriter(bytes, samples.size())) {
      for (List<Tensor> sample : samples) {
        writer.write(sample);
      }
    }
    return bytes.toByteArray();
  }

  private List<List<Tensor>> read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("some.tensors"), bytes);
    List<List<Tensor>> samples = new ArrayList<>();
    try (TensorFileReader reader = new TensorFileReader(file)) {
      while (reader.hasNext()) {
        samples.add(reader.next());
      }
      assertThat(samples).hasSize(reader.samples());
    }
    return samples;
  }

  @Test
  void what_is_written_is_read_again_in_every_type() throws IOException {
    long seed = 7_201;
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      List<List<Tensor>> samples = new ArrayList<>();
      for (int count = random.nextInt(4); count > 0; count--) {
        List<Tensor> sample = new ArrayList<>();
        for (ElementType type : ElementType.values()) {
          sample.add(tensor(random, type));
        }
        samples.add(sample);
      }
      assertThat(read(write(samples))).as("seed %d, round %d", seed, round).isEqualTo(samples);
    }
  }

  @Test
  void a_file_cut_anywhere_is_noticed() throws IOException {
    Tensor tensor = Tensor.ofFloats("x", List.of(2L), 1, 2);
    for (List<List<Tensor>> samples :
        List.of(
            List.of(List.of(tensor, tensor), List.of(tensor)),
            List.<List<Tensor>>of(List.of()),
            List.<List<Tensor>>of())) {
      byte[] whole = write(samples);
      assertThat(read(whole)).isEqualTo(samples);
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> read(cut))
            .as("%d samples, %d of %d bytes", samples.size(), length, whole.length)
            .isInstanceOf(IOException.class)
            .hasMessageContaining("tensor file some.tensors is");
      }
    }
  }

  @Test
  void bytes_behind_the_end_are_noticed() throws IOException {
    byte[] whole = write(List.of(List.of(Tensor.ofFloats("x", List.of(), 1))));
    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length + 1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not end where its samples end");
  }

  @Test
  void whatever_is_flipped_nothing_but_values_or_a_refusal_comes_out() throws IOException {
    long seed = 7_202;
    Random random = new Random(seed);
    List<Tensor> sample = new ArrayList<>();
    for (ElementType type : ElementType.values()) {
      sample.add(tensor(random, type));
    }
    byte[] whole = write(List.of(sample, sample));
    for (int round = 0; round < 3_000; round++) {
      byte[] hostile = whole.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        hostile[random.nextInt(hostile.length)] = (byte) random.nextInt(256);
      }
      Throwable thrown = catchThrowable(() -> read(hostile));
      assertThat(thrown == null || thrown instanceof IOException)
          .as("seed %d, round %d: %s", seed, round, thrown)
          .isTrue();
    }
  }

  @Test
  void hostile_numbers_are_refused_before_anything_is_allocated() {
    int huge = Integer.MAX_VALUE;
    assertRefused(new Layout().number(huge).bytes(), "cut short");
    assertRefused(new Layout().number(-1).bytes(), "-1 samples are not possible");
    assertRefused(new Layout().number(1).number(huge).bytes(), "tensors are not possible");
    assertRefused(new Layout().number(1).number(1).number(huge).bytes(), "letters");
    assertRefused(new Layout().head().number(huge).bytes(), "dimensions are not possible");
    assertRefused(new Layout().head().number(-5).bytes(), "-5 dimensions");
    assertRefused(new Layout().head().shape(-1).bytes(), "dimension -1");
    assertRefused(new Layout().head().shape(Long.MIN_VALUE).bytes(), "dimension -");
    assertRefused(new Layout().head().shape(1L << 40).bytes(), "more than the whole file");
    assertRefused(new Layout().head().shape(500_000_000).bytes(), "more than the whole file");
    assertRefused(new Layout().head().shape(Long.MAX_VALUE, 2).bytes(), "larger than any memory");
    assertRefused(new Layout().number(1).number(1).text("x").text("float33").bytes(), "float33");
  }

  @Test
  void a_file_that_is_none_is_told() {
    assertRefused("<html>not found</html>".getBytes(StandardCharsets.UTF_8), "does not start");
    assertThatThrownBy(() -> new TensorFileReader(folder.resolve("none")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void half_of_the_announced_samples_never_look_whole() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TensorFileWriter writer = new TensorFileWriter(bytes, 2)) {
      writer.write(List.of(Tensor.ofFloats("x", List.of(), 1)));
    }
    assertThatThrownBy(() -> read(bytes.toByteArray())).isInstanceOf(IOException.class);
  }

  @Test
  void more_samples_than_announced_are_refused() throws IOException {
    try (TensorFileWriter writer = new TensorFileWriter(new ByteArrayOutputStream(), 1)) {
      writer.write(List.of());
      assertThatThrownBy(() -> writer.write(List.of())).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void what_could_not_be_read_is_not_written() throws IOException {
    Tensor tensor = Tensor.ofFloats("n".repeat(5_000), List.of(), 1);
    assertThatThrownBy(() -> write(List.of(List.of(tensor))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("5000 letters");
    Tensor deep = Tensor.ofFloats("x", java.util.Collections.nCopies(33, 1L), 1);
    assertThatThrownBy(() -> write(List.of(List.of(deep)))).isInstanceOf(IOException.class);
  }

  private void assertRefused(byte[] bytes, String words) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(words);
  }

  /** A file written number by number, so that each can lie. */
  private static final class Layout {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Layout() {
      bytes.writeBytes(TensorFile.MAGIC);
    }

    Layout number(int value) {
      bytes.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
      return this;
    }

    Layout text(String text) {
      number(text.length());
      bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      return this;
    }

    Layout head() {
      return number(1).number(1).text("x").text("float32");
    }

    Layout shape(long... dimensions) {
      number(dimensions.length);
      for (long dimension : dimensions) {
        bytes.writeBytes(
            ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(dimension).array());
      }
      return this;
    }

    byte[] bytes() {
      return bytes.toByteArray();
    }
  }
}
