package dev.gantry.jenkins;

import static dev.gantry.jenkins.Commands.PLAN;
import static dev.gantry.jenkins.Commands.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyTest {
  @Test
  void the_key_comes_as_a_file_in_the_environment_of_what_needs_it() {
    StandInJenkins jenkins = new StandInJenkins().with("SHARDS", "2").build();

    assertThat(jenkins.shells())
        .filteredOn(shell -> !shell.script().startsWith("gantry merge"))
        .hasSize(3)
        .allSatisfy(
            shell ->
                assertThat(shell.environment())
                    .containsEntry("GANTRY_SSH_KEY", "key-file-of-gantry-rack"));
    assertThat(jenkins.shells())
        .filteredOn(shell -> shell.script().startsWith("gantry merge"))
        .allSatisfy(shell -> assertThat(shell.environment()).doesNotContainKey("GANTRY_SSH_KEY"));
  }

  @Test
  void no_command_line_and_no_message_holds_the_path_of_the_key() {
    StandInJenkins jenkins = new StandInJenkins().build();

    assertThat(jenkins.scripts()).noneMatch(script -> script.contains("key-file"));
    assertThat(jenkins.scripts()).noneMatch(script -> script.contains("SSH_KEY"));
    assertThat(jenkins.log()).noneMatch(line -> line.contains("key-file"));
  }

  @Test
  void a_key_that_is_missing_is_named_and_nothing_is_run() {
    StandInJenkins jenkins = new StandInJenkins().with("CREDENTIALS", "bay-4").build();

    assertThat(jenkins.shells()).isEmpty();
    assertThat(jenkins.result()).isEqualTo("FAILURE");
    assertThat(jenkins.stages()).containsExactly("gate FAILURE", "plan FAILURE");
    assertThat(jenkins.log())
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "no usable credential with the id 'bay-4'",
                        "SSH Username with private key",
                        "Manage Jenkins > Credentials"));
  }

  @Test
  void a_command_that_goes_wrong_is_not_taken_for_a_missing_key() {
    StandInJenkins jenkins =
        new StandInJenkins().fails("gantry run", new Step.Failed("disk full")).build();

    assertThat(jenkins.result()).isEqualTo("FAILURE");
    assertThat(jenkins.log()).contains("disk full").noneMatch(line -> line.contains("credential"));
  }

  @Test
  void a_rack_without_ssh_needs_no_key() {
    StandInJenkins jenkins = new StandInJenkins().with("CREDENTIALS", "").build();

    assertThat(jenkins.scripts()).containsExactly(PLAN, RUN);
    assertThat(jenkins.shells())
        .allSatisfy(shell -> assertThat(shell.environment()).doesNotContainKey("GANTRY_SSH_KEY"));
    assertThat(jenkins.result()).isEqualTo("SUCCESS");
  }
}
