package dev.gantry.harness.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.Decoding;
import dev.gantry.dossier.RefusedException;
import dev.gantry.golden.manifest.GoldenManifest;
import dev.gantry.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GoldenExampleTest {
  private static final Path EXAMPLE = Path.of("..", "docs", "examples", "golden.yaml");

  /** Each excludes a key that the example holds; they stand in its comments. */
  private static final Set<String> INSTEAD =
      Set.of("GoldenManifest.sampleIndex", "GoldenManifest.fileIndex", "DecodingEntry.ignore");

  @Test
  void the_example_of_a_golden_set_fills_every_component_that_it_can() throws Exception {
    Components parts = new Components(GoldenManifest.class);
    Set<String> wanted = new TreeSet<>(parts.declared());
    assertThat(wanted)
        .as("the walk saw the components, even the deepest")
        .hasSizeGreaterThan(40)
        .contains("PreprocessingEntry.pad", "BoxEntry.box")
        .containsAll(INSTEAD);
    wanted.removeAll(INSTEAD);

    assertThat(parts.filled(example())).isEqualTo(wanted);
  }

  @Test
  void what_it_cannot_hold_stands_in_its_comments() throws IOException {
    assertThat(Files.readString(EXAMPLE))
        .contains("#   sample-index: ", "#   file-index: ", "ignore: 255");
  }

  @Test
  void its_decoding_and_preprocessing_are_ones_that_are_understood() throws RefusedException {
    GoldenManifest example = example();

    assertThat(example.decoding().orElseThrow().decoding()).isInstanceOf(Decoding.Boxes.class);
    assertThat(example.inputs().get("image").preprocessing().orElseThrow().preprocessing().pad())
        .isZero();
  }

  private static GoldenManifest example() throws RefusedException {
    return new SettingsFile<>(GoldenManifest.class).read(EXAMPLE).orRefuse();
  }
}
