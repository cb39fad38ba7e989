package dev.gantry.jenkins;

import static dev.gantry.jenkins.Commands.MERGE;
import static dev.gantry.jenkins.Commands.PLAN;
import static dev.gantry.jenkins.Commands.SHARD;
import static dev.gantry.jenkins.Commands.SHARD_AGAIN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShardsTest {
  private static final String OURS =
      " GANTRY_RACK=rack.yaml GANTRY_RELEASE=release.yaml GANTRY_SHARD=";

  @Test
  void each_shard_runs_on_an_agent_of_its_own_and_the_merge_on_the_first() {
    StandInJenkins jenkins = three().build();

    assertThat(jenkins.shells())
        .extracting(Shell::line)
        .containsExactly(
            "gantry: GANTRY_RACK=rack.yaml GANTRY_RELEASE=release.yaml GANTRY_SHARDS=3"
                + " GANTRY_SSH_KEY=key-file-of-gantry-rack "
                + PLAN,
            "gantry-shard:" + OURS + "1/3 GANTRY_SHARDS=3 " + key() + SHARD,
            "gantry-shard:" + OURS + "2/3 GANTRY_SHARDS=3 " + key() + SHARD,
            "gantry-shard:" + OURS + "3/3 GANTRY_SHARDS=3 " + key() + SHARD,
            "gantry: GANTRY_RACK=rack.yaml GANTRY_RELEASE=release.yaml GANTRY_SHARDS=3 " + MERGE);
  }

  @Test
  void stages_are_named_like_the_commands() {
    assertThat(three().build().stages())
        .containsExactly(
            "gate SUCCESS",
            "plan SUCCESS",
            "run SUCCESS",
            "shard 1/3 SUCCESS",
            "shard 2/3 SUCCESS",
            "shard 3/3 SUCCESS",
            "merge SUCCESS");
  }

  @Test
  void agents_are_chosen_by_their_label() {
    StandInJenkins jenkins = three().with("AGENTS", "bay-4").build();

    assertThat(jenkins.shells())
        .extracting(Shell::agent)
        .containsExactly("gantry", "bay-4", "bay-4", "bay-4", "gantry");
  }

  @Test
  void one_lock_is_held_around_all_shards_and_given_back_before_the_merge() {
    assertThat(three().build().locks()).containsExactly("gantry rack.yaml: 3");
  }

  @Test
  void a_shard_that_dies_of_a_fault_is_shown_and_the_merge_decides() {
    StandInJenkins jenkins = three().exits("GANTRY_SHARD=2/3", 70).exits("gantry merge", 2).build();

    assertThat(jenkins.scripts()).containsExactly(PLAN, SHARD, SHARD, SHARD, MERGE);
    assertThat(jenkins.stages())
        .contains("shard 1/3 SUCCESS", "shard 2/3 FAILURE", "shard 3/3 SUCCESS", "merge UNSTABLE");
    assertThat(jenkins.log()).anyMatch(line -> line.contains("shard 2/3 ended with exit code 70"));
    assertThat(jenkins.result()).isEqualTo("UNSTABLE");
    assertThat(jenkins.archived()).contains("gantry-shards/2/dossier/journal.jsonl");
  }

  @Test
  void a_shard_whose_agent_is_lost_leaves_nothing_and_the_others_are_merged() {
    StandInJenkins jenkins = three().loses("GANTRY_SHARD=2/3").exits("gantry merge", 2).build();

    assertThat(jenkins.scripts()).containsExactly(PLAN, SHARD, SHARD, SHARD, MERGE);
    assertThat(jenkins.stages()).contains("shard 2/3 FAILURE", "merge UNSTABLE");
    assertThat(jenkins.log()).contains("Shard 2/3 left nothing behind");
    assertThat(jenkins.result()).isEqualTo("UNSTABLE");
    assertThat(jenkins.archived())
        .containsExactly(
            "gantry-shards/1/dossier/journal.jsonl",
            "gantry-shards/1/summary.txt",
            "gantry-shards/3/dossier/journal.jsonl",
            "gantry-shards/3/summary.txt",
            "gantry/summary.txt");
  }

  @Test
  void a_shard_that_fails_does_not_decide_for_the_whole_plan() {
    StandInJenkins jenkins = three().exits("GANTRY_SHARD=2/3", 1).build();

    assertThat(jenkins.stages()).contains("shard 2/3 SUCCESS", "merge SUCCESS");
    assertThat(jenkins.result()).isEqualTo("SUCCESS");
  }

  @Test
  void what_the_rack_spoilt_is_run_once_more_where_it_was_spoilt() {
    StandInJenkins jenkins = three().exits("GANTRY_SHARD=2/3", 2, 0).build();

    assertThat(jenkins.scripts()).containsExactly(PLAN, SHARD, SHARD, SHARD_AGAIN, SHARD, MERGE);
    assertThat(jenkins.shells().get(3).environment()).containsEntry("GANTRY_SHARD", "2/3");
  }

  @Test
  void a_cancelled_shard_does_not_abort_the_build() {
    StandInJenkins jenkins =
        three().exits("GANTRY_SHARD=2/3", 130).exits("gantry merge", 2).build();

    assertThat(jenkins.stages()).contains("shard 2/3 FAILURE", "merge UNSTABLE");
    assertThat(jenkins.result()).isEqualTo("UNSTABLE");
  }

  @Test
  void a_merge_that_fails_is_red() {
    StandInJenkins jenkins = three().exits("gantry merge", 1).build();

    assertThat(jenkins.stages()).contains("run SUCCESS", "merge FAILURE");
    assertThat(jenkins.result()).isEqualTo("FAILURE");
  }

  @Test
  void shards_of_different_plans_are_an_error_that_is_named() {
    StandInJenkins jenkins = three().exits("gantry merge", 64).build();

    assertThat(jenkins.result()).isEqualTo("FAILURE");
    assertThat(jenkins.log())
        .anyMatch(line -> line.startsWith("gantry merge ended with exit code 64"));
    assertThat(jenkins.archived()).contains("gantry-shards/3/dossier/journal.jsonl");
  }

  @Test
  void evidence_that_was_merged_into_a_proof_is_not_kept_twice() {
    assertThat(three().build().archived()).containsExactly("gantry/summary.txt");
  }

  @Test
  void what_an_earlier_build_left_on_an_agent_is_no_evidence() {
    StandInJenkins jenkins =
        three().left("gantry/dossier/old", "").exits("gantry merge", 2).build();

    assertThat(jenkins.archived())
        .contains("gantry-shards/3/dossier/journal.jsonl")
        .noneMatch(path -> path.contains("old"));
  }

  private static StandInJenkins three() {
    return new StandInJenkins().with("SHARDS", "3");
  }

  private static String key() {
    return "GANTRY_SSH_KEY=key-file-of-gantry-rack ";
  }
}
