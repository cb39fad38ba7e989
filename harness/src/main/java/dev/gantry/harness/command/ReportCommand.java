package dev.gantry.harness.command;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.harness.command.option.CommonOptions;
import dev.gantry.harness.command.text.RemarkText;
import dev.gantry.harness.command.text.VerdictOutcome;
import dev.gantry.harness.folder.DossierFolder;
import dev.gantry.harness.folder.DossierFolders;
import dev.gantry.harness.terminal.Console;
import dev.gantry.harness.walk.ResultPublication;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gantry report}: the drawings again, of the judgement that stands. */
@Command(
    mixinStandardHelpOptions = true,
    description = "Draw the reports of a dossier again, as it was last judged.")
final class ReportCommand implements Callable<Integer> {
  private final GantryCommand.Setting setting;

  @Mixin private final CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "DIR", description = "the --out folder of a run")
  private Path out = Path.of("out");

  ReportCommand(GantryCommand.Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    Console console = setting.console();
    common.settle(console);
    try (DossierFolder dossier =
        new DossierFolders(setting.clock()).open(out, new ResultPublication(out)::withdraw)) {
      new RemarkText(console).tell(dossier.remarks());
      JudgedRelease judged = dossier.judged();
      return new VerdictOutcome(console, common.json()).publish(dossier, judged, out);
    }
  }
}
