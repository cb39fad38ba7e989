package dev.gantry.reports.allure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gantry.dossier.Finding;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Quantity;
import dev.gantry.dossier.Verdict;
import dev.gantry.reports.SampleRelease;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.TestResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllureResultsTest {
  @TempDir Path folder;

  @Test
  void there_is_a_result_for_every_finding() {
    assertThat(results(SampleRelease.failed())).hasSize(54);
    assertThat(count(SampleRelease.failed(), Status.FAILED)).isEqualTo(2);
    assertThat(count(SampleRelease.failed(), Status.BROKEN)).isEqualTo(1);
    assertThat(count(SampleRelease.failed(), Status.PASSED)).isEqualTo(51);
  }

  @Test
  void a_result_lasts_as_long_as_its_trial() {
    assertThat(results(SampleRelease.passed()))
        .isNotEmpty()
        .allMatch(result -> result.getStop() - result.getStart() == 42_000);
  }

  @Test
  void a_cell_without_evidence_is_a_broken_result() {
    JudgedRelease release = SampleRelease.missing(Verdict.PASSED);
    assertThat(results(release)).hasSize(35 + 4 + 1);
    assertThat(results(release))
        .filteredOn(result -> result.getFullName().contains("bench-3"))
        .hasSize(4)
        .allSatisfy(
            result -> {
              assertThat(result.getStatus()).isEqualTo(Status.BROKEN);
              assertThat(result.getStatusDetails().getMessage())
                  .startsWith("[evidence] no evidence");
            });
  }

  @Test
  void a_release_without_findings_has_a_result_that_is_not_green() {
    assertThat(results(SampleRelease.empty()))
        .singleElement()
        .satisfies(result -> assertThat(result.getStatus()).isEqualTo(Status.BROKEN));
  }

  @Test
  void a_waived_result_passes_and_says_why() {
    assertThat(results(SampleRelease.failed()))
        .filteredOn(result -> result.getName().contains("waived"))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.getStatus()).isEqualTo(Status.PASSED);
              assertThat(result.getStatusDetails().isMuted()).isTrue();
              assertThat(result.getDescriptionHtml()).contains("Broken, and waived", "PER-1432");
            });
  }

  @Test
  void history_survives_other_measured_values_and_other_engines() {
    assertThat(histories(changed(SampleRelease.passed())))
        .isEqualTo(histories(SampleRelease.passed()));
  }

  @Test
  void history_differs_by_board_and_by_criterion() {
    Map<String, String> histories = histories(SampleRelease.passed());
    assertThat(histories).hasSize(54);
    assertThat(histories.values()).doesNotHaveDuplicates();
  }

  @Test
  void simulated_boards_are_told_by_name_and_by_tag() {
    assertThat(results(SampleRelease.passed()))
        .filteredOn(result -> result.getFullName().contains("/bench-2/"))
        .allSatisfy(
            result -> {
              assertThat(result.getName()).contains("simulated");
              assertThat(result.getLabels())
                  .anySatisfy(label -> assertThat(label.getValue()).isEqualTo("simulated"));
            });
    assertThat(results(SampleRelease.passed()))
        .filteredOn(result -> result.getFullName().contains("/bench-1/"))
        .noneSatisfy(result -> assertThat(result.getName()).contains("simulated"));
  }

  @Test
  void every_attachment_that_is_named_is_there() throws IOException {
    Path written = write(SampleRelease.failed());
    int attachments = 0;
    for (Path file : files(written, "-result.json")) {
      JsonNode result = new ObjectMapper().readTree(file.toFile());
      for (JsonNode attachment : result.get("attachments")) {
        attachments++;
        assertThat(attachment.get("type").asText()).isEqualTo("image/svg+xml");
        assertThat(written.resolve(attachment.get("source").asText())).isNotEmptyFile();
      }
    }
    assertThat(attachments).as("one for each latency finding").isEqualTo(12);
    assertThat(files(written, "-attachment.svg")).hasSize(4);
  }

  @Test
  void the_same_release_gives_the_same_files() throws IOException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    new AllureResults("a bench").write(SampleRelease.failed(), first);
    new AllureResults("a bench").write(SampleRelease.failed(), second);
    for (Path file : files(first, "")) {
      assertThat(second.resolve(file.getFileName())).hasSameBinaryContentAs(file);
    }
  }

  @Test
  void the_surroundings_say_who_what_and_whether_it_is_real() throws IOException {
    Path written = write(SampleRelease.inconclusive());
    assertThat(written.resolve("environment.properties"))
        .content()
        .contains("Verdict=INCONCLUSIVE", "Simulated boards", "bench-1 (cpu)");
    assertThat(
            new ObjectMapper()
                .readTree(written.resolve("executor.json").toFile())
                .get("name")
                .asText())
        .isEqualTo("a bench");
    assertThat(
            new ObjectMapper()
                .readTree(written.resolve("categories.json").toFile())
                .findValuesAsText("name"))
        .contains("Model missed a bar", "Rack", "Toolchain", "Data", "Not enough evidence");
  }

  @Test
  void hostile_words_are_written_and_never_as_markup() throws IOException {
    Path written = write(SampleRelease.hostile());
    List<Path> results = files(written, "-result.json");
    assertThat(results).hasSize(54);
    for (Path file : results) {
      JsonNode result = new ObjectMapper().readTree(file.toFile());
      assertThat(result.get("descriptionHtml").asText()).doesNotContain("<script", "<img");
    }
  }

  private Path write(JudgedRelease release) throws IOException {
    Path target = folder.resolve("allure-results");
    new AllureResults("a bench").write(release, target);
    return target;
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  private static List<TestResult> results(JudgedRelease release) {
    return new AllureResults("a bench").results(release, new PlotAttachments(release));
  }

  private static long count(JudgedRelease release, Status status) {
    return results(release).stream().filter(result -> result.getStatus() == status).count();
  }

  private static Map<String, String> histories(JudgedRelease release) {
    return results(release).stream()
        .collect(Collectors.toMap(TestResult::getFullName, TestResult::getHistoryId));
  }

  private static JudgedRelease changed(JudgedRelease release) {
    List<Finding> findings =
        release.findings().stream()
            .map(Finding.Met.class::cast)
            .<Finding>map(
                met ->
                    new Finding.Met(
                        met.subject(),
                        new Quantity(met.value().value() * 0.9, met.value().unit()),
                        met.limit(),
                        0.95,
                        "another day"))
            .toList();
    return new JudgedRelease(
        release.plan(),
        release.verdict(),
        release.started().plusSeconds(86400),
        release.finished().plusSeconds(86400),
        List.of(),
        findings,
        List.of(),
        List.of());
  }
}
