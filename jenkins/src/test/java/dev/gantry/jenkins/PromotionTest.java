package dev.gantry.jenkins;

import static dev.gantry.jenkins.Commands.PLAN;
import static dev.gantry.jenkins.Commands.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromotionTest {
  @TempDir Path folder;

  @Test
  void what_has_passed_is_promoted_in_a_stage_of_its_own() throws IOException {
    StandInJenkins jenkins = build(new StandInJenkins());

    assertThat(jenkins.scripts()).containsExactly(PLAN, RUN, "./ship.sh gantry");
    assertThat(jenkins.stages())
        .containsExactly("gate SUCCESS", "plan SUCCESS", "run SUCCESS", "promote SUCCESS");
    assertThat(jenkins.shells().get(2).environment())
        .containsEntry("GANTRY_RELEASE", "release.yaml")
        .doesNotContainKey("GANTRY_SSH_KEY");
  }

  @Test
  void what_has_passed_in_shards_is_promoted_after_the_merge() throws IOException {
    StandInJenkins jenkins = build(new StandInJenkins().with("SHARDS", "2"));

    assertThat(jenkins.scripts()).last().isEqualTo("./ship.sh gantry");
    assertThat(jenkins.stages()).endsWith("merge SUCCESS", "promote SUCCESS");
  }

  @ParameterizedTest(name = "{1} with {0} shards")
  @CsvSource({"1, 1", "1, 2", "1, 64", "1, 70", "1, 130", "1, -1", "2, 1", "2, 2", "2, 64"})
  void nothing_else_is_ever_promoted(String shards, int code) throws IOException {
    String last = shards.equals("1") ? "gantry run" : "gantry merge";
    StandInJenkins jenkins =
        build(new StandInJenkins().with("SHARDS", shards).exits(last, code, code));

    assertThat(jenkins.scripts()).noneMatch(script -> script.contains("ship"));
    assertThat(jenkins.stages()).noneMatch(stage -> stage.startsWith("promote"));
  }

  @Test
  void a_promotion_that_goes_wrong_is_red() throws IOException {
    StandInJenkins jenkins = build(new StandInJenkins().exits("ship.sh", 3));

    assertThat(jenkins.result()).isEqualTo("FAILURE");
    assertThat(jenkins.stages()).contains("run SUCCESS", "promote FAILURE");
  }

  @Test
  void whoever_starts_a_build_cannot_choose_what_is_run() {
    StandInJenkins jenkins =
        new StandInJenkins().with("promote", "rm").with("PROMOTE", "rm").build();

    assertThat(jenkins.scripts()).containsExactly(PLAN, RUN);
  }

  /** The Jenkinsfile, with the setting that it tells how to add. */
  private StandInJenkins build(StandInJenkins jenkins) throws IOException {
    String plain = Files.readString(Path.of("Jenkinsfile"));
    assertThat(plain).contains("add: promote: './ship.sh gantry'");
    String last = "credentials: params.CREDENTIALS)";
    assertThat(plain).containsOnlyOnce(last);
    String promoting =
        plain.replace(last, "credentials: params.CREDENTIALS,\n promote: './ship.sh gantry')");
    Files.writeString(folder.resolve("Jenkinsfile"), promoting);
    return jenkins.build(folder);
  }
}
