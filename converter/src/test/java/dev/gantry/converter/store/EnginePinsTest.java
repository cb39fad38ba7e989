package dev.gantry.converter.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Backend;
import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.Digest;
import dev.gantry.dossier.Recipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginePinsTest {
  @TempDir Path folder;
  private ContentStore store;
  private EnginePins pins;

  @BeforeEach
  void open() {
    store = new ContentStore(folder.resolve("store"));
    pins = new EnginePins(store, folder.resolve("pins"));
  }

  private static Recipe recipe(int threads) {
    return new Recipe(
        Digest.of(new byte[] {1}),
        BoardKind.of("cpu", Backend.ONNXRUNTIME, threads),
        new TreeMap<>(),
        new TreeMap<>());
  }

  private Digest engine(String content) throws IOException {
    return store.put(content.getBytes(StandardCharsets.UTF_8));
  }

  private Path pinFile() {
    return folder.resolve("pins").resolve(recipe(1).digest().hex());
  }

  @Test
  void a_recipe_finds_the_engine_that_was_pinned_for_it_and_no_other() throws IOException {
    assertThat(pins.find(recipe(1))).isEmpty();
    EnginePins.PinnedFile pinned = pins.pin(recipe(1), engine("bytes"));
    assertThat(pinned.engine().digest())
        .isEqualTo(Digest.of("bytes".getBytes(StandardCharsets.UTF_8)));
    assertThat(pinned.engine().size().bytes()).isEqualTo(5);
    assertThat(pinned.file()).hasContent("bytes");
    assertThat(pins.find(recipe(1))).contains(pinned);
    assertThat(pins.find(recipe(2))).isEmpty();
  }

  @Test
  void the_first_engine_of_a_recipe_stays_its_engine() throws IOException {
    EnginePins.PinnedFile first = pins.pin(recipe(1), engine("first"));
    // Two boards that built at the same time: the second is told which engine counts.
    assertThat(pins.pin(recipe(1), engine("second"))).isEqualTo(first);
    assertThat(pins.find(recipe(1))).contains(first);
  }

  @Test
  void a_damaged_pin_is_as_good_as_none() throws IOException {
    Digest absent = Digest.of(new byte[] {9});
    for (byte[] damage :
        List.of(
            new byte[0],
            new byte[] {'\n'},
            new byte[] {(byte) 0xff, (byte) 0xfe, 0},
            "sha256:../../etc".getBytes(StandardCharsets.UTF_8),
            absent.toString().substring(0, 40).getBytes(StandardCharsets.UTF_8),
            absent.toString().getBytes(StandardCharsets.UTF_8))) {
      pins.pin(recipe(1), engine("bytes"));
      Files.write(pinFile(), damage);
      assertThat(pins.find(recipe(1))).isEmpty();
      Files.write(pinFile(), damage);
      assertThat(pins.pin(recipe(1), engine("bytes")).file()).hasContent("bytes");
      assertThat(pins.find(recipe(1))).isPresent();
    }
  }

  @Test
  void a_pin_whose_engine_was_damaged_is_as_good_as_none() throws IOException {
    EnginePins.PinnedFile pinned = pins.pin(recipe(1), engine("bytes"));
    Files.writeString(pinned.file(), "bytez");
    assertThat(pins.find(recipe(1))).isEmpty();
    EnginePins.PinnedFile again = pins.pin(recipe(1), engine("other"));
    assertThat(again.file()).hasContent("other");
    assertThat(pins.find(recipe(1))).contains(again);
  }
}
