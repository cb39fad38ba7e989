package dev.gantry.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.reports.page.DecisionPage;
import dev.gantry.reports.writing.ReportWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
  @TempDir Path folder;

  @Test
  void all_reports_stand_in_one_folder_and_nothing_else() throws IOException {
    Path out = folder.resolve("a").resolve("b");
    List<Path> written = Reports.standard("a bench").write(SampleRelease.failed(), out);
    assertThat(written)
        .extracting(path -> path.getFileName().toString())
        .containsExactly(
            "index.html",
            "summary.md",
            "summary.txt",
            "junit.xml",
            "allure-results",
            "allure-report");
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files).hasSize(6);
    }
    assertThat(out.resolve("allure-report/index.html")).isNotEmptyFile();
  }

  @Test
  void a_release_drawn_again_replaces_its_reports() throws IOException {
    Reports reports = Reports.standard("a bench");
    reports.write(SampleRelease.failed(), folder);
    reports.write(SampleRelease.empty(), folder);
    assertThat(folder.resolve("index.html")).content().contains("Cannot tell");
    try (Stream<Path> files = Files.list(folder.resolve("allure-results"))) {
      assertThat(files.filter(file -> file.toString().endsWith("-result.json"))).hasSize(1);
    }
  }

  @Test
  void trouble_with_one_report_does_not_cost_the_others() {
    ReportWriter failing =
        new ReportWriter() {
          @Override
          public String name() {
            return "failing";
          }

          @Override
          public void write(JudgedRelease release, Path target) throws IOException {
            throw new IOException("no ink");
          }
        };
    Reports reports = new Reports(List.of(failing, new DecisionPage()));
    assertThatIOException()
        .isThrownBy(() -> reports.write(SampleRelease.passed(), folder))
        .withMessageContaining("failing")
        .withMessageContaining("no ink");
    assertThat(folder.resolve("index.html")).isNotEmptyFile();
  }
}
