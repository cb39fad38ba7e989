package dev.gantry.reports.summary;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Shard;
import dev.gantry.reports.ledger.Headline;
import dev.gantry.reports.ledger.Ledger;
import dev.gantry.reports.ledger.LedgerComplaint;
import dev.gantry.reports.writing.ReportWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The verdict and the three worst findings, a line each: what a build is named and described by.
 */
public final class PlainSummary implements ReportWriter {
  private static final int WORST = 3;
  private static final int LONGEST = 200;

  @Override
  public String name() {
    return "summary.txt";
  }

  @Override
  public void write(JudgedRelease release, Path target) throws IOException {
    Ledger ledger = Ledger.of(release);
    List<String> lines = new ArrayList<>();
    lines.add(
        SummaryText.oneLine(
            Headline.of(release, ledger).verdict()
                + " "
                + release.plan().release()
                + release.shard().map(Shard::words).map(shard -> ", " + shard + " alone").orElse("")
                + (release.simulated() ? " (simulated boards)" : ""),
            LONGEST));
    for (LedgerComplaint complaint : ledger.complaints().stream().limit(WORST).toList()) {
      lines.add(
          SummaryText.oneLine(
              complaint.first().standing().words()
                  + ": "
                  + complaint.where()
                  + ": "
                  + complaint.first().message(),
              LONGEST));
    }
    Files.write(target, lines);
  }
}
