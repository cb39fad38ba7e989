package dev.gantry.harness.command;

import dev.gantry.converter.BoardEngineBuild;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.Shard;
import dev.gantry.harness.command.option.CommonOptions;
import dev.gantry.harness.command.option.RackOption;
import dev.gantry.harness.command.option.ShardNumber;
import dev.gantry.harness.command.option.WaitOption;
import dev.gantry.harness.command.text.VerdictOutcome;
import dev.gantry.harness.folder.DossierFolders;
import dev.gantry.harness.plan.ReleasePlanner;
import dev.gantry.harness.terminal.Console;
import dev.gantry.harness.walk.PreparedRelease;
import dev.gantry.harness.walk.ReleasePipeline;
import dev.gantry.harness.walk.ReleaseRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gantry run}: a whole release, from the plan to the published verdict. */
@Command(
    mixinStandardHelpOptions = true,
    description = "Convert, visit the boards, judge and report a release.")
final class RunCommand implements Callable<Integer> {
  private final GantryCommand.Setting setting;

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final WaitOption wait = new WaitOption();
  @Mixin private final RackOption rack = new RackOption();

  @Parameters(paramLabel = "RELEASE", description = "the release file")
  private Path release = Path.of("release.yaml");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "a new folder for verdict, reports and dossier")
  private Path out = Path.of("out");

  @Option(
      names = "--resume",
      description = "go on with the run in --out: what was finished there is not run again")
  private boolean resume;

  @Option(
      names = "--retry-rack",
      description =
          "with --resume: of what came to an end, only what the rack is blamed for is run again")
  private boolean retryRack;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      converter = ShardNumber.Reader.class,
      description = "run part I of N only, on boards that no other part uses; 'gantry merge' joins")
  private @org.jspecify.annotations.Nullable ShardNumber shard;

  RunCommand(GantryCommand.Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    Console console = setting.console();
    common.settle(console);
    List<Problem> known =
        new ArrayList<>(new DossierFolders(setting.clock()).problems(out, resume));
    if (retryRack && !resume) {
      known.add(Problem.in("--retry-rack", "there is nothing to try again", "add --resume"));
    }
    PreparedRelease prepared =
        new ReleasePlanner(GantryCommand.VERSION).plan(release, rack.beside(release), known);
    setting.log().hideKeysOf(prepared.rack());
    Optional<Shard> part =
        shard == null ? Optional.empty() : Optional.of(shard.of(prepared.plan()));
    JudgedRelease judged;
    try (Console.ProgressView progress = console.progress()) {
      ReleaseRunner.Watch watch =
          new ReleaseRunner.Watch(
              setting.clock(), progress, setting.cancelled(), wait.patience(), setting.recovery());
      BoardEngineBuild build =
          new BoardEngineBuild(
              setting.gantryHome().store(), setting.gantryHome().pins(), prepared.limits().build());
      judged =
          // From then on there is a dossier, and the log belongs beside it.
          new ReleasePipeline(
                  setting.gantryHome(), watch, build::on, started -> setting.log().moveTo(out))
              .go(prepared, new ReleasePipeline.Order(out, part, resume, retryRack));
    }
    return new VerdictOutcome(console, common.json()).tell(judged, out);
  }
}
