package dev.gantry.harness.command;

import dev.gantry.converter.BoardEngineBuild;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Problem;
import dev.gantry.dossier.RefusedException;
import dev.gantry.harness.command.option.CommonOptions;
import dev.gantry.harness.command.option.WaitOption;
import dev.gantry.harness.command.text.VerdictOutcome;
import dev.gantry.harness.demo.CablePull;
import dev.gantry.harness.demo.DamagingCompiler;
import dev.gantry.harness.demo.DemoFiles;
import dev.gantry.harness.folder.DossierFolders;
import dev.gantry.harness.plan.ReleasePlanner;
import dev.gantry.harness.terminal.Console;
import dev.gantry.harness.walk.EngineCompiler;
import dev.gantry.harness.walk.PreparedRelease;
import dev.gantry.harness.walk.ReleasePipeline;
import dev.gantry.harness.walk.ReleaseRunner;
import dev.gantry.settings.tree.NearestWord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gantry demo}: a whole release on this computer, in under a minute. */
@Command(
    mixinStandardHelpOptions = true,
    description =
        "Take three shipped models through the whole walk on three embedded boards of this"
            + " computer.")
final class DemoCommand implements Callable<Integer> {
  private final GantryCommand.Setting setting;

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final WaitOption wait = new WaitOption();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "a new folder for the results (gantry-demo-N if left out)")
  private @org.jspecify.annotations.Nullable Path out;

  @Option(
      names = "--regression",
      description =
          "damage one engine on its way to a board: three pictures of 300 go wrong, all means keep"
              + " their limits, and the gate must catch it")
  private boolean regression;

  @Option(
      names = "--unplug",
      paramLabel = "BOARD",
      description = "stop this board in the middle of its measurement")
  private @org.jspecify.annotations.Nullable String unplug;

  DemoCommand(GantryCommand.Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    Console console = setting.console();
    common.settle(console);
    Path folder = out == null ? firstFree() : out;
    DemoFiles files = DemoFiles.unpack(setting.gantryHome());
    PreparedRelease prepared =
        new ReleasePlanner(GantryCommand.VERSION)
            .plan(
                files.release(),
                files.rack(),
                new DossierFolders(setting.clock()).problems(folder, false));
    Optional<String> board = boardToUnplug(prepared);
    BoardEngineBuild build =
        new BoardEngineBuild(setting.gantryHome().store(), setting.gantryHome().pins());
    EngineCompiler compiler =
        regression ? new DamagingCompiler(build, setting.gantryHome().store(), 1) : build::on;
    JudgedRelease judged;
    try (Console.ProgressView progress = console.progress()) {
      CablePull unplugging = new CablePull(board, progress);
      ReleaseRunner.Watch watch =
          new ReleaseRunner.Watch(
              setting.clock(),
              unplugging,
              setting.cancelled(),
              wait.patience(),
              setting.recovery());
      judged =
          new ReleasePipeline(
                  setting.gantryHome(),
                  watch,
                  compiler,
                  rack -> {
                    setting.log().moveTo(folder);
                    unplugging.watch(rack);
                  })
              .go(prepared, ReleasePipeline.Order.anew(folder));
    }
    int code = new VerdictOutcome(console, common.json()).tell(judged, folder);
    console.note("the files behind this demo, to copy and change: " + files.folder());
    return code;
  }

  private Optional<String> boardToUnplug(PreparedRelease prepared) throws RefusedException {
    if (unplug == null) {
      return Optional.empty();
    }
    List<String> boards = prepared.plan().boards().stream().map(planned -> planned.name()).toList();
    if (!boards.contains(unplug)) {
      throw new RefusedException(
          Problem.in(
              "--unplug",
              "the demo has no board '" + unplug + "'",
              new NearestWord(boards).remedy(unplug)));
    }
    return Optional.of(unplug);
  }

  private static Path firstFree() {
    int number = 1;
    while (Files.exists(Path.of("gantry-demo-" + number))) {
      number++;
    }
    return Path.of("gantry-demo-" + number);
  }
}
