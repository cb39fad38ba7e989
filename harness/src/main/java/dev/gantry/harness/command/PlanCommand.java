package dev.gantry.harness.command;

import dev.gantry.dossier.ReleasePlan;
import dev.gantry.harness.folder.DossierJson;
import dev.gantry.harness.plan.Planner;
import dev.gantry.harness.terminal.Console;
import dev.gantry.harness.terminal.PlanText;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gantry plan}: what a run would do, or everything that is wrong. */
@Command(
    mixinStandardHelpOptions = true,
    description = "Show what a run would do and cost, and all problems; touches no board.")
final class PlanCommand implements Callable<Integer> {
  private final Gantry.Setting setting;

  @Mixin private final Common common = new Common();
  @Mixin private final RackOption rack = new RackOption();

  @Parameters(paramLabel = "RELEASE", description = "the release file")
  private Path release = Path.of("release.yaml");

  PlanCommand(Gantry.Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    Console console = setting.console();
    common.settle(console);
    ReleasePlan plan =
        new Planner(Gantry.VERSION).plan(release, rack.beside(release), List.of()).plan();
    if (common.json()) {
      console.result(new DossierJson().page("gantry.plan/2", plan).strip());
    } else {
      PlanText.lines(plan).forEach(console::result);
    }
    return 0;
  }
}
