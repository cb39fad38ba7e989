package dev.gantry.harness.walk;

import dev.gantry.converter.ConversionWatch;
import dev.gantry.converter.Converter;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.Shard;
import dev.gantry.harness.folder.DossierDesk;
import dev.gantry.harness.folder.DossierFolder;
import dev.gantry.harness.rack.Quarantine;
import dev.gantry.targets.embedded.EmbeddedRack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
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

  /**
   * Where to, how much of the plan, and what of an earlier run there is taken up: with a second
   * chance for the rack alone, what any other is blamed for stays as it is.
   */
  public record Order(Path out, Optional<Shard> shard, boolean resume, boolean rackAgain) {
    public static Order anew(Path out) {
      return new Order(out, Optional.empty(), false, false);
    }
  }

  public JudgedRelease go(PreparedRelease whole, Order order) throws RefusedException, IOException {
    PreparedRelease release = order.shard().map(whole::on).orElse(whole);
    DossierDesk desk = new DossierDesk(watch.clock());
    DossierFolder opened =
        order.resume()
            ? desk.resume(
                order.out(), whole.plan(), order.shard(), new Publication(order.out())::withdraw)
            : desk.begin(order.out(), whole.plan(), order.shard());
    try (DossierFolder dossier = opened) {
      Rework rework = rework(release, order, dossier);
      Path homes = workshop.boards(release.rack().name());
      try (EmbeddedRack rack = EmbeddedRack.start(release.rack(), homes)) {
        onRack.accept(rack);
        Converter converter =
            workshop.converter(
                new ConversionWatch(
                    watch.progress(),
                    watch.cancelled(),
                    release.limits().inference(),
                    TimeLimits.INFERENCE_KEY));
        Quarantine quarantine = workshop.quarantine(release.rack().name());
        new Walk(release, dossier, rack, workshop.store(), converter, compiler, quarantine, watch)
            .go(rework);
      }
      note(Progress.Stage.JUDGE, release, "hold the evidence against the limits");
      JudgedRelease judged = Judging.of(dossier);
      note(Progress.Stage.REPORT, release, "draw the reports");
      new Publication(order.out()).publish(dossier, judged);
      return judged;
    } catch (RefusedException e) {
      if (!order.resume()) {
        desk.withdraw(order.out());
      }
      throw e;
    }
  }

  private Rework rework(PreparedRelease release, Order order, DossierFolder dossier) {
    if (!order.rackAgain()) {
      return Rework.USUAL;
    }
    Rework rework = Rework.ofTheRack(Judging.of(dossier));
    int squares = rework.again().size();
    String what =
        squares == 0
            ? "nothing needs a second chance of the rack; what came to an end is not run again"
            : "the rack gets a second chance on "
                + (squares == 1 ? "1 square" : squares + " squares");
    watch.progress().accept(Progress.remark(Progress.Stage.PLAN, release.plan().release(), what));
    return rework;
  }

  private void note(Progress.Stage stage, PreparedRelease release, String what) {
    watch.progress().accept(Progress.note(stage, release.plan().release(), what));
  }
}
