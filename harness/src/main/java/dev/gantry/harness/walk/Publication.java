package dev.gantry.harness.walk;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.harness.folder.DossierFolder;
import dev.gantry.harness.folder.VerdictFile;
import dev.gantry.reports.Reports;
import java.io.IOException;
import java.nio.file.Path;

/** What a judged release leaves under {@code --out}: the verdict first, then the drawings of it. */
public record Publication(Path out) {
  public void publish(DossierFolder dossier, JudgedRelease release) throws IOException {
    dossier.keepJudged(release);
    new VerdictFile().write(release, out);
    Reports.standard("gantry " + release.plan().gantry()).write(release, out);
  }
}
