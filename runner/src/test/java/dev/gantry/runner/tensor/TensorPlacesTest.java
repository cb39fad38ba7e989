package dev.gantry.runner.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.dossier.tensor.ElementType;
import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.dossier.tensor.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorPlacesTest {
  private static final long SEED = 40_611;

  @TempDir Path folder;
  private final Random random = new Random(SEED);

  @Test
  void bytes_lie_where_the_places_say() throws IOException {
    List<TensorSpec> specs =
        List.of(
            new TensorSpec("image:0", ElementType.FLOAT32, List.of(1L, 3L, 5L)),
            new TensorSpec("größe", ElementType.INT64, List.of()));
    List<List<Tensor>> samples = List.of(sample(specs), sample(specs), sample(specs));
    Path file = write(samples);

    TensorPlaces places = TensorPlaces.of(file);

    byte[] bytes = Files.readAllBytes(file);
    assertThat(places.samples()).isEqualTo(3);
    assertThat(places.specs()).isEqualTo(specs);
    for (int sample = 0; sample < samples.size(); sample++) {
      for (int tensor = 0; tensor < specs.size(); tensor++) {
        ByteBuffer wanted = samples.get(sample).get(tensor).data();
        int from = Math.toIntExact(places.first().get(tensor) + sample * places.stride());
        assertThat(ByteBuffer.wrap(bytes, from, wanted.remaining()).slice())
            .as("seed %d, sample %d, tensor %d", SEED, sample, tensor)
            .isEqualTo(wanted);
      }
    }
  }

  @Test
  void samples_of_two_shapes_are_refused() throws IOException {
    Path file =
        write(
            List.of(
                sample(List.of(new TensorSpec("x", ElementType.FLOAT32, List.of(1L, 2L)))),
                sample(List.of(new TensorSpec("x", ElementType.FLOAT32, List.of(2L, 1L))))));

    assertThatThrownBy(() -> TensorPlaces.of(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("differ in shape")
        .hasMessageContaining("number 2");
  }

  @Test
  void no_sample_is_no_place() throws IOException {
    Path file = write(List.of());

    assertThatThrownBy(() -> TensorPlaces.of(file)).hasMessageContaining("holds no sample");
  }

  private List<Tensor> sample(List<TensorSpec> specs) {
    return specs.stream()
        .map(
            spec -> {
              byte[] bytes = new byte[(int) Tensor.byteCount(spec.type(), spec.shape())];
              random.nextBytes(bytes);
              return new Tensor(spec, ByteBuffer.wrap(bytes));
            })
        .toList();
  }

  private Path write(List<List<Tensor>> samples) throws IOException {
    Path file = folder.resolve("some.tensors");
    try (TensorFileWriter writer = new TensorFileWriter(file, samples.size())) {
      for (List<Tensor> sample : samples) {
        writer.write(sample);
      }
    }
    return file;
  }
}
