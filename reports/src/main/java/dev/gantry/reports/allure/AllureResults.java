package dev.gantry.reports.allure;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.reports.ledger.Ledger;
import dev.gantry.reports.ledger.LedgerEntry;
import dev.gantry.reports.writing.ReportWriter;
import io.qameta.allure.AllureResultsWriteException;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.model.TestResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One Allure result for every entry: a finding that is missing is a broken result, not a missing
 * one. The verdict is ours; Allure only shows it.
 */
public final class AllureResults implements ReportWriter {
  private final String executor;

  /** The executor is who ran the release, as people know it: a build server, a bench. */
  public AllureResults(String executor) {
    this.executor = executor;
  }

  @Override
  public String name() {
    return "allure-results";
  }

  @Override
  public void write(JudgedRelease release, Path target) throws IOException {
    Files.createDirectories(target);
    FileSystemResultsWriter writer = new FileSystemResultsWriter(target);
    try {
      PlotAttachments plots = new PlotAttachments(release);
      // A result that is read before its attachments would show holes.
      for (Map.Entry<String, String> plot : plots.documents().entrySet()) {
        byte[] svg = plot.getValue().getBytes(StandardCharsets.UTF_8);
        writer.write(plot.getKey(), new ByteArrayInputStream(svg));
      }
      AllureEnvironment.write(release, executor, target);
      for (TestResult result : results(release, plots)) {
        writer.write(result);
      }
    } catch (AllureResultsWriteException e) {
      throw new IOException("cannot write Allure results to " + target, e);
    }
  }

  /** The results of a release; the same release gives the same ones, in the same order. */
  List<TestResult> results(JudgedRelease release, PlotAttachments plots) {
    ResultSheet sheet = new ResultSheet(release, plots);
    List<TestResult> results = new ArrayList<>();
    for (LedgerEntry entry : Ledger.of(release).entries()) {
      results.add(sheet.result(entry, results.size()));
    }
    return results;
  }
}
