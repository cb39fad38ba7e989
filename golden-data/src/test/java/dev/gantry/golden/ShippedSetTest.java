package dev.gantry.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gantry.dossier.tensor.Tensor;
import dev.gantry.inference.InferenceLimit;
import dev.gantry.inference.LoadedEngine;
import dev.gantry.runner.tensor.TensorFileReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedSetTest {
  @TempDir static Path folder;
  private static ShippedSet.Unpacked unpacked;

  @BeforeAll
  static void unpack() throws Exception {
    unpacked = ShippedSet.RAIL_SIGNALS.unpack(folder);
  }

  @Test
  void the_rail_signals_open_with_all_their_samples_classes_and_slices() throws Exception {
    GoldenFolder opened = GoldenFolder.open(unpacked.set());
    assertThat(opened.set().samples()).hasSize(300);
    assertThat(opened.set().classes()).hasSize(6);
    assertThat(opened.set().slices()).containsExactly("day", "fog", "night", "rain", "small");
    assertThat(opened.set().inputs()).hasToString("[image float32[1, 3, 48, 48]]");
    assertThat(opened.set().outputs()).hasToString("[logits float32[1, 6]]");
  }

  @Test
  void the_model_gives_the_references_of_every_sample_so_the_preprocessing_is_right()
      throws Exception {
    GoldenFolder opened = GoldenFolder.open(unpacked.set());
    int right = 0;
    try (LoadedEngine engine =
        LoadedEngine.asBuilt(unpacked.model(), 1, InferenceLimit.usual("m.onnx"))) {
      assertThat(engine.inputs()).isEqualTo(opened.set().inputs());
      for (int sample = 0; sample < opened.set().samples().size(); sample++) {
        float[] wanted = opened.references(sample).get(0).floats();
        float[] got = engine.run(opened.inputs(sample)).get(0).floats();
        assertThat(got).as("sample %d", sample).hasSize(6).containsExactly(wanted, within(1e-4f));
        String label = opened.set().samples().get(sample).label().orElseThrow();
        right += opened.set().classes().get(largest(got)).equals(label) ? 1 : 0;
      }
    }
    assertThat(right).as("a model that learned something").isGreaterThan(280);
  }

  private static int largest(float[] values) {
    int best = 0;
    for (int index = 1; index < values.length; index++) {
      best = values[index] > values[best] ? index : best;
    }
    return best;
  }

  @Test
  void packed_files_hold_the_same_samples_in_the_same_order() throws Exception {
    GoldenFolder opened = GoldenFolder.open(unpacked.set());
    Path inputs = folder.resolve("inputs.tensors");
    Path references = folder.resolve("references.tensors");
    opened.packInputs(inputs);
    opened.packExpected(references);
    try (TensorFileReader in = new TensorFileReader(inputs);
        TensorFileReader out = new TensorFileReader(references)) {
      assertThat(List.of(in.samples(), out.samples())).containsExactly(300, 300);
      for (int sample = 0; sample < 300; sample++) {
        List<Tensor> input = in.next();
        assertThat(input).isEqualTo(opened.inputs(sample));
        assertThat(out.next()).isEqualTo(opened.expected(sample));
      }
    }
  }

  @Test
  void unpacking_again_mends_what_was_damaged_and_leaves_the_rest(@TempDir Path fresh)
      throws Exception {
    ShippedSet.Unpacked again = ShippedSet.RAIL_SIGNALS.unpack(fresh);
    Path picture = again.set().resolve("images/0007.png");
    byte[] whole = Files.readAllBytes(picture);
    Files.write(picture, new byte[] {1, 2, 3});
    Object untouched = Files.getAttribute(again.model(), "unix:ino");

    ShippedSet.RAIL_SIGNALS.unpack(fresh);

    assertThat(picture).hasBinaryContent(whole);
    assertThat(Files.getAttribute(again.model(), "unix:ino")).isEqualTo(untouched);
    GoldenFolder.open(again.set());
  }
}
