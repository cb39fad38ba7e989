package dev.gantry.reports.allure;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.files.FileTrees;
import dev.gantry.reports.writing.ReportWriter;
import io.qameta.allure.ConfigurationBuilder;
import io.qameta.allure.Extension;
import io.qameta.allure.ReportGenerationException;
import io.qameta.allure.ReportGenerator;
import io.qameta.allure.allure1.Allure1Plugin;
import io.qameta.allure.allure2.Allure2Plugin;
import io.qameta.allure.category.CategoriesPlugin;
import io.qameta.allure.category.CategoriesTrendPlugin;
import io.qameta.allure.core.AttachmentsPlugin;
import io.qameta.allure.core.Configuration;
import io.qameta.allure.core.TestsResultsPlugin;
import io.qameta.allure.duration.DurationPlugin;
import io.qameta.allure.duration.DurationTrendPlugin;
import io.qameta.allure.environment.Allure1EnvironmentPlugin;
import io.qameta.allure.executor.ExecutorPlugin;
import io.qameta.allure.history.HistoryPlugin;
import io.qameta.allure.history.HistoryTrendPlugin;
import io.qameta.allure.launch.LaunchPlugin;
import io.qameta.allure.owner.OwnerPlugin;
import io.qameta.allure.retry.RetryPlugin;
import io.qameta.allure.retry.RetryTrendPlugin;
import io.qameta.allure.severity.SeverityPlugin;
import io.qameta.allure.status.StatusChartPlugin;
import io.qameta.allure.suites.SuitesPlugin;
import io.qameta.allure.summary.SummaryPlugin;
import io.qameta.allure.tags.TagsPlugin;
import io.qameta.allure.timeline.TimelinePlugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The Allure report as one file that opens without a server: a browser lets no page from a file
 * system fetch the files beside it.
 */
public final class AllureReport implements ReportWriter {
  private final AllureResults results;

  public AllureReport(AllureResults results) {
    this.results = results;
  }

  @Override
  public String name() {
    return "allure-report";
  }

  @Override
  public void write(JudgedRelease release, Path target) throws IOException {
    Path raw = target.resolveSibling(target.getFileName() + ".results");
    try {
      results.write(release, raw);
      Configuration configuration =
          ConfigurationBuilder.empty()
              .withExtensions(extensions())
              .withReportName(title(release))
              .build();
      new ReportGenerator(configuration).generateSingleFile(target, List.of(raw));
    } catch (ReportGenerationException | UncheckedIOException e) {
      throw new IOException("Allure cannot generate " + target, e);
    } finally {
      FileTrees.delete(raw);
    }
    Path page = target.resolve("index.html");
    Files.writeString(page, OfflinePage.of(Files.readString(page)));
  }

  // Allure's template does not escape it.
  private static String title(JudgedRelease release) {
    String name = release.plan().release().replaceAll("[^A-Za-z0-9._ -]", "_");
    return "Gantry " + name + " " + release.verdict();
  }

  /**
   * The extensions that draw. Allure's defaults also hold one that posts usage to the network, and
   * only an environment variable would stop it; and some that export what we export ourselves.
   */
  static List<Extension> extensions() {
    return List.of(
        new Allure2Plugin(),
        // Against its name, the reader of Allure 1 is what reads environment.properties.
        new Allure1Plugin(),
        new Allure1EnvironmentPlugin(),
        new AttachmentsPlugin(),
        new CategoriesPlugin(),
        new CategoriesTrendPlugin(),
        new DurationPlugin(),
        new DurationTrendPlugin(),
        new ExecutorPlugin(),
        new HistoryPlugin(),
        new HistoryTrendPlugin(),
        new LaunchPlugin(),
        new OwnerPlugin(),
        new RetryPlugin(),
        new RetryTrendPlugin(),
        new SeverityPlugin(),
        new StatusChartPlugin(),
        new SuitesPlugin(),
        new SummaryPlugin(),
        new TagsPlugin(),
        new TestsResultsPlugin(),
        new TimelinePlugin());
  }
}
