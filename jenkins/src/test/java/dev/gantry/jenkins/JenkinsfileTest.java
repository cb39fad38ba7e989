package dev.gantry.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JenkinsfileTest {
  @Test
  void it_runs_every_night_one_build_at_a_time_and_not_for_ever() {
    assertThat(new StandInJenkins().build().settings())
        .containsExactly(
            "cron H 2 * * *",
            "timestamps",
            "disableConcurrentBuilds",
            "skipDefaultCheckout",
            "timeout {time=10, unit=HOURS}",
            "logRotator {numToKeepStr=30, artifactNumToKeepStr=10}");
  }

  @Test
  void it_asks_for_what_the_gate_needs() {
    assertThat(new StandInJenkins().build().parameters())
        .containsEntry("RELEASE", "release.yaml")
        .containsEntry("RACK", "rack.yaml")
        .containsEntry("SHARDS", "1")
        .containsEntry("AGENTS", "gantry-shard")
        .containsEntry("CREDENTIALS", "gantry-rack")
        .hasSize(5);
  }
}
