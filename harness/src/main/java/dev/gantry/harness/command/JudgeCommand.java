package dev.gantry.harness.command;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.harness.folder.DossierDesk;
import dev.gantry.harness.folder.DossierFolder;
import dev.gantry.harness.plan.Policy;
import dev.gantry.harness.terminal.Console;
import dev.gantry.harness.walk.Judging;
import dev.gantry.harness.walk.Publication;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gantry judge}: the verdict again, from evidence alone. */
@Command(
    mixinStandardHelpOptions = true,
    description = "Judge a dossier again; needs no board. Reports and verdict are drawn anew.",
    footer = "With --policy the verdict is only shown: what a run left is not overwritten by it.")
final class JudgeCommand implements Callable<Integer> {
  private final Gantry.Setting setting;

  @Mixin private final Common common = new Common();

  @Parameters(paramLabel = "DIR", description = "the --out folder of a run")
  private Path out = Path.of("out");

  @Option(
      names = "--policy",
      paramLabel = "RELEASE",
      description = "judge under the limits of this release file instead of those of the run")
  private @org.jspecify.annotations.Nullable Path policy;

  JudgeCommand(Gantry.Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    Console console = setting.console();
    common.settle(console);
    // Under another policy nothing is written, whatever comes of it.
    DossierDesk.Refusal refusal =
        policy == null ? new Publication(out)::withdraw : DossierDesk.Refusal.NOTHING;
    try (DossierFolder dossier = new DossierDesk(setting.clock()).open(out, refusal)) {
      new RemarkText(console).tell(dossier.remarks());
      if (policy != null) {
        JudgedRelease judged = Judging.of(dossier, new Policy(policy).applyTo(dossier.plan()));
        return new VerdictOutcome(console, common.json()).show(judged, policy);
      }
      JudgedRelease judged = Judging.of(dossier);
      return new VerdictOutcome(console, common.json()).publish(dossier, judged, out);
    }
  }
}
