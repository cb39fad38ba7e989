package dev.gantry.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every good set with one thing spoiled: refused, with the file and the fault, and soon. */
class MalformedSetTest {
  private static final String SECRET = "words of others";

  @TempDir Path folder;

  static Stream<SpoiledSets.Case> cases() {
    return Stream.of(
            MalformedLayouts.layout(),
            MalformedLayouts.bareLayout(),
            MalformedPaths.paths(),
            MalformedManifests.manifest(),
            MalformedManifests.samples(),
            MalformedTensors.arrays(),
            MalformedTensors.tensors(),
            MalformedPictures.pictures(),
            MalformedPictures.masks(),
            MalformedBoxes.boxes(),
            MalformedIndexes.indexed())
        .flatMap(sets -> sets.cases().stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_set_with_one_thing_wrong_is_refused_and_says_which(SpoiledSets.Case one) throws Exception {
    Files.writeString(folder.resolve("secret"), SECRET);
    WrittenSet set = one.good().get();
    GoldenFolder.open(set.write(folder.resolve("set")));
    one.spoiling().spoil(set);
    Path spoiled = set.write(folder.resolve("set"));

    Throwable thrown = catchThrowable(() -> GoldenFolder.open(spoiled));

    assertThat(thrown).as(one.name()).isInstanceOf(RefusedException.class);
    assertThat(thrown.getMessage()).doesNotContain("others", "Exception", "null", "java.", "token");
    assertThat(((RefusedException) thrown).problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.file()).endsWith(one.file());
              assertThat(problem.toString()).contains(one.words());
            })
        .extracting(Problem::remedy)
        .doesNotContainNull();
  }
}
