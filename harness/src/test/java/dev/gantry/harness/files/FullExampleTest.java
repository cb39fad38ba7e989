package dev.gantry.harness.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.dossier.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FullExampleTest {
  private static final Path RELEASE = Path.of("..", "docs", "examples", "release.yaml");
  private static final Path RACK = Path.of("..", "docs", "examples", "rack.yaml");
  private static final Components RELEASE_PARTS = new Components(ReleaseFile.class);
  private static final Components RACK_PARTS = new Components(RackFile.class);

  @TempDir Path folder;

  @Test
  void the_full_examples_fill_every_component() throws RefusedException {
    assertThat(RELEASE_PARTS.declared())
        .as("the walk saw the components, even the deepest")
        .hasSizeGreaterThan(30)
        .contains(
            "ReleaseFile.models",
            "ParityLimits.maxAbs",
            "DeadlineEntry.duration",
            "SoakEntry.p95",
            "ColdEntry.starts");
    assertThat(RACK_PARTS.declared())
        .hasSizeGreaterThan(15)
        .contains(
            "SshEntry.jump", "ExpectedStateEntry.alone", "BoardEntry.embedded", "RackFile.jumps");

    assertThat(RELEASE_PARTS.filled(ReleaseFile.read(RELEASE).orRefuse()))
        .isEqualTo(RELEASE_PARTS.declared());
    assertThat(RACK_PARTS.filled(RackFile.read(RACK).orRefuse())).isEqualTo(RACK_PARTS.declared());
  }

  @ParameterizedTest(name = "without {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          confidence: 99 %                       | ReleaseFile.confidence
          queries: 10000                         | ReleaseFile.queries
          , max-abs: "<= 0.5"                    | ParityLimits.maxAbs
          p999: "<= 20 ms"                       | LatencyLimits.p999
          slices: { night: 3 pt, small: 3 pt }   | TaskEntry.slices
          at-least: 0.60                         | TaskEntry.atLeast
          , within: 25 ms                        | DeadlineEntry.within
          , batch: 8                             | ThroughputEntry.batch
          """)
  void a_key_removed_from_the_example_is_missed(String key, String component)
      throws IOException, RefusedException {
    Path shorter = new Slip(Files.readString(RELEASE), key, "").in(folder);
    Set<String> missed = new TreeSet<>(RELEASE_PARTS.declared());
    missed.removeAll(RELEASE_PARTS.filled(ReleaseFile.read(shorter).orRefuse()));

    assertThat(missed).containsExactly(component);
  }

  @Test
  void the_boards_of_the_release_example_stand_in_the_rack_example() throws RefusedException {
    Set<String> kinds = RackFile.read(RACK).orRefuse().kinds().keySet();

    assertThat(ReleaseFile.read(RELEASE).orRefuse().models())
        .allSatisfy(model -> assertThat(kinds).containsAll(model.boards()));
  }
}
