package dev.gantry.harness.walk;

import dev.gantry.converter.ConversionWatch;
import dev.gantry.converter.Converter;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Progress;
import dev.gantry.dossier.RefusedException;
import dev.gantry.dossier.Shard;
import dev.gantry.harness.folder.DossierFolder;
import dev.gantry.harness.folder.DossierFolders;
import dev.gantry.harness.rack.BoardQuarantine;
import dev.gantry.targets.embedded.EmbeddedRack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes a release from its plan to its published verdict. */
public final class ReleasePipeline {
  private final GantryHome gantryHome;
  private final ReleaseRunner.Watch watch;
  private final EngineCompiler compiler;
  private final Consumer<EmbeddedRack> onRack;

  /** The compiler and the look at the started rack are where the demo puts its faults. */
  public ReleasePipeline(
      GantryHome gantryHome,
      ReleaseRunner.Watch watch,
      EngineCompiler compiler,
      Consumer<EmbeddedRack> onRack) {
    this.gantryHome = gantryHome;
    this.watch = watch;
    this.compiler = compiler;
    this.onRack = onRack;
  }

  /**
   * Says where the results go, how much of the plan is run, and what of an earlier run there is
   * taken up. With a second chance for the rack alone, what any other is blamed for stays as it is.
   */
  public record Order(Path out, Optional<Shard> shard, boolean resume, boolean rackAgain) {
    public static Order anew(Path out) {
      return new Order(out, Optional.empty(), false, false);
    }
  }

  public JudgedRelease go(PreparedRelease whole, Order order) throws RefusedException, IOException {
    PreparedRelease release = order.shard().map(whole::on).orElse(whole);
    DossierFolders folders = new DossierFolders(watch.clock());
    DossierFolder opened =
        order.resume()
            ? folders.resume(
                order.out(),
                whole.plan(),
                order.shard(),
                new ResultPublication(order.out())::withdraw)
            : folders.begin(order.out(), whole.plan(), order.shard());
    try (DossierFolder dossier = opened) {
      RetryScope scope = retryScope(release, order, dossier);
      Path homes = gantryHome.boards(release.rack().name());
      try (EmbeddedRack rack = EmbeddedRack.start(release.rack(), homes)) {
        onRack.accept(rack);
        Converter converter =
            gantryHome.converter(
                new ConversionWatch(
                    watch.progress(),
                    watch.cancelled(),
                    release.limits().inference(),
                    TimeLimits.INFERENCE_KEY));
        BoardQuarantine quarantine = gantryHome.quarantine(release.rack().name());
        new ReleaseRunner(
                release, dossier, rack, gantryHome.store(), converter, compiler, quarantine, watch)
            .go(scope);
      }
      note(Progress.Stage.JUDGE, release, "hold the evidence against the limits");
      JudgedRelease judged = DossierJudging.of(dossier);
      note(Progress.Stage.REPORT, release, "draw the reports");
      new ResultPublication(order.out()).publish(dossier, judged);
      return judged;
    } catch (RefusedException e) {
      if (!order.resume()) {
        folders.withdraw(order.out());
      }
      throw e;
    }
  }

  private RetryScope retryScope(PreparedRelease release, Order order, DossierFolder dossier) {
    if (!order.rackAgain()) {
      return RetryScope.USUAL;
    }
    RetryScope scope = RetryScope.ofTheRack(DossierJudging.of(dossier));
    int cells = scope.again().size();
    String what =
        cells == 0
            ? "nothing needs a second chance of the rack; what came to an end is not run again"
            : "the rack gets a second chance on "
                + (cells == 1 ? "1 cell on a board" : cells + " cells on boards");
    watch.progress().accept(Progress.remark(Progress.Stage.PLAN, release.plan().release(), what));
    return scope;
  }

  private void note(Progress.Stage stage, PreparedRelease release, String what) {
    watch.progress().accept(Progress.note(stage, release.plan().release(), what));
  }
}
