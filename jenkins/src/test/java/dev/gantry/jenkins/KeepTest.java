package dev.gantry.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeepTest {
  private static final String ARCHIVE =
      "archiveArtifacts {artifacts=gantry/**, gantry-shards/**, allowEmptyArchive=true,"
          + " defaultExcludes=false}";
  private static final String JUNIT =
      "junit {testResults=gantry/junit.xml, allowEmptyResults=true, skipMarkingBuildUnstable=true}";
  private static final String ALLURE = "allure {results=[{path=gantry/allure-results}]}";

  @ParameterizedTest(name = "exit code {0}")
  @ValueSource(ints = {0, 1, 2})
  void a_verdict_is_published_whatever_it_is(int code) {
    StandInJenkins jenkins = new StandInJenkins().exits("gantry run", code, code).build();

    assertThat(jenkins.published()).containsExactly(ARCHIVE, JUNIT, ALLURE);
    assertThat(jenkins.archived())
        .containsExactly("gantry/dossier/journal.jsonl", "gantry/summary.txt");
  }

  @ParameterizedTest(name = "exit code {0}")
  @ValueSource(ints = {64, 70, 130})
  void without_a_verdict_what_there_is_is_kept_and_nothing_is_claimed(int code) {
    StandInJenkins jenkins = new StandInJenkins().exits("gantry run", code).build();

    assertThat(jenkins.published()).containsExactly(ARCHIVE);
    assertThat(jenkins.archived()).containsExactly("gantry/dossier/journal.jsonl");
    assertThat(jenkins.name()).isEqualTo("#7");
    assertThat(jenkins.description()).isEmpty();
  }

  @Test
  void the_build_is_called_by_its_verdict_and_described_by_the_worst_findings() {
    StandInJenkins jenkins = new StandInJenkins().exits("gantry run", 1).build();

    assertThat(jenkins.name()).isEqualTo("#7 FAILED rail-demo");
    assertThat(jenkins.description()).isEqualTo("latency.p99: 14.2 ms\nparity.sqnr: 12 dB");
  }

  @Test
  void without_the_allure_plug_in_the_verdict_stands() {
    StandInJenkins jenkins = new StandInJenkins().without("allure").build();

    assertThat(jenkins.published()).containsExactly(ARCHIVE, JUNIT);
    assertThat(jenkins.result()).isEqualTo("SUCCESS");
    assertThat(jenkins.log()).anyMatch(line -> line.contains("gantry/allure-report/index.html"));
  }

  @Test
  void what_an_earlier_build_left_is_never_taken_for_this_one() {
    StandInJenkins jenkins =
        new StandInJenkins()
            .left("gantry/summary.txt", "PASSED yesterday")
            .left("gantry-shards/9/summary.txt", "PASSED yesterday")
            .exits("gantry plan", 64)
            .build();

    assertThat(jenkins.archived()).isEmpty();
    assertThat(jenkins.name()).isEqualTo("#7");
  }
}
