package dev.gantry.harness.walk;

import dev.gantry.converter.ConversionWatch;
import dev.gantry.converter.Converter;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RefusedException;
import dev.gantry.harness.folder.DossierDesk;
import dev.gantry.harness.folder.DossierFolder;
import dev.gantry.harness.rack.Quarantine;
import dev.gantry.targets.embedded.EmbeddedRack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A release from its plan to its published verdict. */
public final class ReleaseRun {
  private final Workshop workshop;
  private final Walk.Watch watch;
  private final Compiler compiler;
  private final Consumer<EmbeddedRack> onRack;

  /** The compiler and the look at the started rack are where the demo puts its faults. */
  public ReleaseRun(
      Workshop workshop, Walk.Watch watch, Compiler compiler, Consumer<EmbeddedRack> onRack) {
    this.workshop = workshop;
    this.watch = watch;
    this.compiler = compiler;
    this.onRack = onRack;
  }

  public JudgedRelease go(PreparedRelease release, Path out, boolean resume)
      throws RefusedException, IOException {
    DossierDesk desk = new DossierDesk(watch.clock());
    DossierFolder opened =
        resume ? desk.resume(out, release.plan()) : desk.begin(out, release.plan());
    try (DossierFolder dossier = opened) {
      Path homes = workshop.boards(release.rack().name());
      try (EmbeddedRack rack = EmbeddedRack.start(release.rack(), homes)) {
        onRack.accept(rack);
        Converter converter =
            workshop.converter(new ConversionWatch(watch.progress(), watch.cancelled()));
        Quarantine quarantine = workshop.quarantine(release.rack().name());
        new Walk(release, dossier, rack, workshop.store(), converter, compiler, quarantine, watch)
            .go();
      }
      note(Progress.Stage.JUDGE, release, "hold the evidence against the limits");
      JudgedRelease judged = Judging.of(dossier);
      note(Progress.Stage.REPORT, release, "draw the reports");
      new Publication(out).publish(dossier, judged);
      return judged;
    } catch (RefusedException e) {
      if (!resume) {
        desk.withdraw(out);
      }
      throw e;
    }
  }

  private void note(Progress.Stage stage, PreparedRelease release, String what) {
    watch.progress().accept(Progress.note(stage, release.plan().release(), what));
  }
}
