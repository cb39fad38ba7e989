package dev.gantry.jenkins;

import static dev.gantry.jenkins.Commands.MERGE;
import static dev.gantry.jenkins.Commands.PLAN;
import static dev.gantry.jenkins.Commands.SHARD;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Jenkins saves a pipeline at every step; all that the library holds has to bear that. */
class SavedStepsTest {
  @Test
  void shards_and_what_goes_wrong_in_them_can_be_saved_at_every_step() {
    StandInJenkins jenkins =
        StandInJenkins.thatSavesEveryStep()
            .with("SHARDS", "2")
            .without("lock")
            .exits("GANTRY_SHARD=2/2", 70)
            .exits("gantry merge", 2)
            .build();

    assertThat(jenkins.scripts()).containsExactly(PLAN, SHARD, SHARD, MERGE);
    assertThat(jenkins.result()).isEqualTo("UNSTABLE");
    assertThat(jenkins.name()).isEqualTo("#7 INCONCLUSIVE rail-demo");
  }
}
