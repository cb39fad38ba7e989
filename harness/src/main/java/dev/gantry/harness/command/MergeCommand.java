package dev.gantry.harness.command;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.harness.command.option.CommonOptions;
import dev.gantry.harness.command.text.RemarkText;
import dev.gantry.harness.command.text.VerdictOutcome;
import dev.gantry.harness.folder.DossierFolder;
import dev.gantry.harness.folder.DossierFolders;
import dev.gantry.harness.folder.DossierMerge;
import dev.gantry.harness.terminal.Console;
import dev.gantry.harness.walk.DossierJudging;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gantry merge}: the shards of one plan, joined and judged as a whole. */
@Command(
    mixinStandardHelpOptions = true,
    description = "Join the shards of one plan into one dossier, and give the verdict over it.",
    footer = "What no shard has measured is NOT_MEASURED; the shards themselves stay as they are.")
final class MergeCommand implements Callable<Integer> {
  private final GantryCommand.Setting setting;

  @Mixin private final CommonOptions common = new CommonOptions();

  @Parameters(
      paramLabel = "DIR",
      arity = "1..*",
      description = "the --out folders of 'gantry run --shard I/N'")
  private List<Path> shards = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "a new folder for verdict, reports and dossier of the whole release")
  private Path out = Path.of("out");

  MergeCommand(GantryCommand.Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    Console console = setting.console();
    common.settle(console);
    DossierFolders folders = new DossierFolders(setting.clock());
    try (DossierFolder whole =
        new DossierMerge(folders).merge(shards, out, new RemarkText(console)::tell)) {
      setting.log().moveTo(out);
      JudgedRelease judged = DossierJudging.of(whole);
      return new VerdictOutcome(console, common.json()).publish(whole, judged, out);
    }
  }
}
