package dev.gantry.reports;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.reports.allure.AllureReport;
import dev.gantry.reports.allure.AllureResults;
import dev.gantry.reports.junit.JUnitXml;
import dev.gantry.reports.page.DecisionPage;
import dev.gantry.reports.summary.MarkdownSummary;
import dev.gantry.reports.summary.PlainSummary;
import dev.gantry.reports.writing.ReportPlacement;
import dev.gantry.reports.writing.ReportWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Every report of a release, in one folder. */
public final class Reports {
  private final List<ReportWriter> writers;

  public Reports(List<ReportWriter> writers) {
    this.writers = List.copyOf(writers);
  }

  /** The reports that every release gets; the executor is who ran it, as people know it. */
  public static Reports standard(String executor) {
    AllureResults results = new AllureResults(executor);
    return new Reports(
        List.of(
            new DecisionPage(),
            new MarkdownSummary(),
            new PlainSummary(),
            new JUnitXml(),
            results,
            new AllureReport(results)));
  }

  /**
   * Draws all of them and returns where they stand. Trouble with one does not keep the others from
   * being drawn; it is thrown at the end.
   */
  public List<Path> write(JudgedRelease release, Path out) throws IOException {
    Files.createDirectories(out);
    return each(out, "draw", (writer, place) -> place.fill(path -> writer.write(release, path)));
  }

  /** Takes all of them away where the judgement that they draw does not hold any more. */
  public void withdraw(Path out) throws IOException {
    each(
        out,
        "withdraw",
        (writer, place) -> {
          place.withdraw();
          return out;
        });
  }

  private interface Step {
    Path take(ReportWriter writer, ReportPlacement place) throws IOException;
  }

  private List<Path> each(Path out, String what, Step step) throws IOException {
    List<Path> done = new ArrayList<>();
    List<IOException> troubles = new ArrayList<>();
    for (ReportWriter writer : writers) {
      try {
        done.add(step.take(writer, new ReportPlacement(out, writer.name())));
      } catch (IOException e) {
        String place = out.resolve(writer.name()).toString();
        troubles.add(new IOException("cannot " + what + " " + place + ": " + e, e));
      }
    }
    if (!troubles.isEmpty()) {
      IOException first = troubles.get(0);
      troubles.subList(1, troubles.size()).forEach(first::addSuppressed);
      throw first;
    }
    return List.copyOf(done);
  }
}
