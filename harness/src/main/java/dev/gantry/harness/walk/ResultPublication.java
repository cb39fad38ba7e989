package dev.gantry.harness.walk;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.RefusedException;
import dev.gantry.harness.folder.DossierFolder;
import dev.gantry.harness.folder.VerdictFile;
import dev.gantry.reports.Reports;
import dev.gantry.reports.writing.ReportPlacement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Publishes a judged release under {@code --out}: the verdict first, then the drawings of it. */
public record ResultPublication(Path out) {
  public void publish(DossierFolder dossier, JudgedRelease release) throws IOException {
    dossier.keepJudged(release);
    new VerdictFile().write(release, out);
    Reports.standard("gantry " + release.plan().gantry()).write(release, out);
  }

  /**
   * Evidence that is refused takes the verdict with it, so that no pipeline finds one that nothing
   * bears out any more. What was published stays beside, under names that say so.
   */
  public RefusedException withdraw(RefusedException why) throws IOException {
    if (!Files.isWritable(out)) {
      return why.after("nothing was changed, " + out + " is read-only: do not trust its verdict");
    }
    boolean withdrawn = new VerdictFile().withdraw(out, why.problems());
    Reports.standard("gantry").withdraw(out);
    return withdrawn
        ? why.after(
            out.resolve(VerdictFile.NAME)
                + " says INCONCLUSIVE now; what was published before is kept as *"
                + ReportPlacement.WITHDRAWN)
        : why;
  }
}
