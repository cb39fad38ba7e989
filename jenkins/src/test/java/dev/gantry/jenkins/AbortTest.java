package dev.gantry.jenkins;

import static dev.gantry.jenkins.Commands.PLAN;
import static dev.gantry.jenkins.Commands.RUN;
import static dev.gantry.jenkins.Commands.SHARD;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AbortTest {
  @Test
  void a_build_that_is_stopped_keeps_what_was_measured() {
    StandInJenkins jenkins =
        new StandInJenkins().fails("gantry run", new Step.Interrupted()).build();

    assertThat(jenkins.result()).isEqualTo("ABORTED");
    assertThat(jenkins.scripts()).containsExactly(PLAN, RUN);
    assertThat(jenkins.stages()).containsExactly("gate ABORTED", "plan SUCCESS", "run ABORTED");
    assertThat(jenkins.archived()).containsExactly("gantry/dossier/journal.jsonl");
  }

  @Test
  void a_build_that_is_stopped_between_two_tries_is_not_tried_again() {
    StandInJenkins jenkins =
        new StandInJenkins()
            .exits("gantry run", 2)
            .fails("--resume", new Step.Interrupted())
            .build();

    assertThat(jenkins.result()).isEqualTo("ABORTED");
    assertThat(jenkins.archived()).contains("gantry/dossier/journal.jsonl");
  }

  @Test
  void shards_that_are_stopped_are_kept_and_not_merged() {
    StandInJenkins jenkins =
        new StandInJenkins()
            .with("SHARDS", "2")
            .fails("GANTRY_SHARD=1/2", new Step.Interrupted())
            .fails("GANTRY_SHARD=2/2", new Step.Interrupted())
            .build();

    assertThat(jenkins.result()).isEqualTo("ABORTED");
    assertThat(jenkins.scripts()).containsExactly(PLAN, SHARD, SHARD);
    assertThat(jenkins.stages()).doesNotContain("merge SUCCESS").contains("run ABORTED");
    assertThat(jenkins.archived())
        .containsExactly(
            "gantry-shards/1/dossier/journal.jsonl", "gantry-shards/2/dossier/journal.jsonl");
  }
}
