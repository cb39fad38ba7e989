package dev.gantry.jenkins;

import static dev.gantry.jenkins.Commands.AGAIN;
import static dev.gantry.jenkins.Commands.PLAN;
import static dev.gantry.jenkins.Commands.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
  @Test
  void a_release_that_passes_is_green() {
    StandInJenkins jenkins = new StandInJenkins().build();

    assertThat(jenkins.scripts()).containsExactly(PLAN, RUN);
    assertThat(jenkins.stages()).containsExactly("gate SUCCESS", "plan SUCCESS", "run SUCCESS");
    assertThat(jenkins.result()).isEqualTo("SUCCESS");
  }

  @Test
  void a_release_that_fails_is_red_where_it_ran() {
    StandInJenkins jenkins = new StandInJenkins().exits("gantry run", 1).build();

    assertThat(jenkins.scripts()).containsExactly(PLAN, RUN);
    assertThat(jenkins.stages()).containsExactly("gate FAILURE", "plan SUCCESS", "run FAILURE");
    assertThat(jenkins.result()).isEqualTo("FAILURE");
    assertThat(jenkins.log())
        .last()
        .asString()
        .startsWith("FAILED: ")
        .contains("gantry/index.html");
  }

  @Test
  void what_the_rack_spoilt_is_run_once_more_and_may_then_pass() {
    StandInJenkins jenkins = new StandInJenkins().exits("gantry run", 2, 0).build();

    assertThat(jenkins.scripts()).containsExactly(PLAN, RUN, AGAIN);
    assertThat(jenkins.stages()).containsExactly("gate SUCCESS", "plan SUCCESS", "run SUCCESS");
    assertThat(jenkins.result()).isEqualTo("SUCCESS");
  }

  @Test
  void what_the_rack_spoilt_may_turn_out_to_fail() {
    StandInJenkins jenkins = new StandInJenkins().exits("gantry run", 2, 1).build();

    assertThat(jenkins.scripts()).containsExactly(PLAN, RUN, AGAIN);
    assertThat(jenkins.result()).isEqualTo("FAILURE");
  }

  @Test
  void twice_inconclusive_is_yellow_and_there_is_no_third_time() {
    StandInJenkins jenkins = new StandInJenkins().exits("gantry run", 2, 2).build();

    assertThat(jenkins.scripts()).containsExactly(PLAN, RUN, AGAIN);
    assertThat(jenkins.stages()).containsExactly("gate SUCCESS", "plan SUCCESS", "run UNSTABLE");
    assertThat(jenkins.result()).isEqualTo("UNSTABLE");
    assertThat(jenkins.log()).last().asString().startsWith("INCONCLUSIVE: ");
  }

  @Test
  void a_plan_that_is_wrong_stops_before_a_board_is_touched() {
    StandInJenkins jenkins = new StandInJenkins().exits("gantry plan", 64).build();

    assertThat(jenkins.scripts()).containsExactly(PLAN);
    assertThat(jenkins.stages()).containsExactly("gate FAILURE", "plan FAILURE");
    assertThat(jenkins.result()).isEqualTo("FAILURE");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "64, FAILURE, gantry run ended with exit code 64",
    "70, FAILURE, gantry run ended with exit code 70: a fault of Gantry itself",
    "127, FAILURE, 'ended with exit code 127, which is none of its own'",
    "-1, FAILURE, 'ended with exit code -1, which is none of its own'",
    "130, ABORTED, gantry run was cancelled on its agent (exit code 130)"
  })
  void any_other_exit_code_is_named_and_so_is_the_log(int code, String result, String told) {
    StandInJenkins jenkins = new StandInJenkins().exits("gantry run", code).build();

    assertThat(jenkins.scripts()).containsExactly(PLAN, RUN);
    assertThat(jenkins.result()).isEqualTo(result);
    assertThat(jenkins.log())
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains(told, "stage 'run' of https://ci.example/job/gate/7/console"));
  }

  @Test
  void the_rack_is_locked_while_boards_are_in_use_and_no_longer() {
    StandInJenkins jenkins = new StandInJenkins().exits("gantry run", 2, 0).build();

    assertThat(jenkins.locks()).containsExactly("gantry rack.yaml: 2");
  }

  @Test
  void without_the_lock_plug_in_the_gate_works_the_same() {
    StandInJenkins jenkins = new StandInJenkins().without("lock").build();

    assertThat(jenkins.scripts()).containsExactly(PLAN, RUN);
    assertThat(jenkins.result()).isEqualTo("SUCCESS");
    assertThat(jenkins.log()).anyMatch(line -> line.contains("Lockable Resources plug-in"));
  }

  @Test
  void a_step_that_is_missing_inside_the_lock_is_not_taken_for_a_missing_lock() {
    StandInJenkins jenkins = new StandInJenkins().misses("gantry run").build();

    assertThat(jenkins.scripts()).containsExactly(PLAN, RUN);
    assertThat(jenkins.result()).isEqualTo("FAILURE");
  }
}
