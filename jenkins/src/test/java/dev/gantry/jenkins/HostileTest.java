package dev.gantry.jenkins;

import static dev.gantry.jenkins.Commands.MERGE;
import static dev.gantry.jenkins.Commands.PLAN;
import static dev.gantry.jenkins.Commands.RUN;
import static dev.gantry.jenkins.Commands.SHARD;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileTest {
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "a file.yaml",
        "'; touch hacked; '",
        "\"; touch hacked; \"",
        "$(touch hacked)",
        "`touch hacked`",
        "a.yaml\ntouch hacked",
        "--help",
        "@arguments",
        "a=b.yaml",
        "${params}"
      })
  void parameters_reach_the_shell_by_environment_only(String hostile) {
    StandInJenkins jenkins =
        new StandInJenkins().with("RELEASE", hostile).with("RACK", hostile).build();

    assertThat(jenkins.scripts()).containsExactly(PLAN, RUN);
    assertThat(jenkins.shells())
        .allSatisfy(
            shell ->
                assertThat(shell.environment())
                    .containsEntry("GANTRY_RELEASE", hostile)
                    .containsEntry("GANTRY_RACK", hostile));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"$(touch hacked)", "'; touch hacked; '"})
  void shards_are_no_different(String hostile) {
    StandInJenkins jenkins =
        new StandInJenkins().with("RELEASE", hostile).with("SHARDS", "2").build();

    assertThat(jenkins.scripts()).containsExactly(PLAN, SHARD, SHARD, MERGE);
  }

  @ParameterizedTest(name = "[{0}]")
  @ValueSource(strings = {"three", "1; touch hacked", "", "0", "-1"})
  void a_number_of_shards_that_is_none_is_judged_by_the_command_line(String shards) {
    StandInJenkins jenkins =
        new StandInJenkins().with("SHARDS", shards).exits("gantry plan", 64).build();

    assertThat(jenkins.scripts()).containsExactly(PLAN);
    assertThat(jenkins.shells().get(0).environment()).containsEntry("GANTRY_SHARDS", shards);
    assertThat(jenkins.result()).isEqualTo("FAILURE");
  }
}
