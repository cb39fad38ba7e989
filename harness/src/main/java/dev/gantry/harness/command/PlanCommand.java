package dev.gantry.harness.command;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.gantry.dossier.ReleasePlan;
import dev.gantry.dossier.Sharding;
import dev.gantry.harness.command.option.CommonOptions;
import dev.gantry.harness.command.option.RackOption;
import dev.gantry.harness.command.option.ShardNumber;
import dev.gantry.harness.folder.DossierJson;
import dev.gantry.harness.plan.ReleasePlanner;
import dev.gantry.harness.terminal.Console;
import dev.gantry.harness.terminal.PlanText;
import dev.gantry.harness.walk.MeasuringTime;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gantry plan}: what a run would do, or everything that is wrong. */
@Command(
    mixinStandardHelpOptions = true,
    description = "Show what a run would do and cost, and all problems; touches no board.")
final class PlanCommand implements Callable<Integer> {
  private final GantryCommand.Setting setting;

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final RackOption rack = new RackOption();

  @Parameters(paramLabel = "RELEASE", description = "the release file")
  private Path release = Path.of("release.yaml");

  @Option(
      names = "--shards",
      paramLabel = "N",
      description = "show how 'gantry run --shard I/N' would split it")
  private @org.jspecify.annotations.Nullable Integer shards;

  PlanCommand(GantryCommand.Setting setting) {
    this.setting = setting;
  }

  /** The plan as a dossier keeps it, and what it takes. */
  private record PlannedPage(@JsonUnwrapped ReleasePlan plan, List<MeasuringTime> measuring) {}

  @Override
  public Integer call() throws Exception {
    Console console = setting.console();
    common.settle(console);
    // A run is held against the day on which it begins, and it would begin now.
    LocalDate today = LocalDate.ofInstant(setting.clock().instant(), ZoneOffset.UTC);
    ReleasePlan plan =
        new ReleasePlanner(GantryCommand.VERSION)
            .plan(release, rack.beside(release), List.of())
            .plan();
    if (shards != null) {
      Sharding sharding = ShardNumber.split(plan, shards, "--shards " + shards);
      if (common.json()) {
        console.result(new DossierJson().page("gantry.sharding/1", sharding).strip());
        return 0;
      }
      PlanText.lines(plan, today).forEach(console::result);
      PlanText.lines(plan, sharding).forEach(console::result);
      return 0;
    }
    if (common.json()) {
      console.result(
          new DossierJson()
              .page("gantry.planned/1", new PlannedPage(plan, MeasuringTime.of(plan)))
              .strip());
    } else {
      PlanText.lines(plan, today).forEach(console::result);
    }
    return 0;
  }
}
