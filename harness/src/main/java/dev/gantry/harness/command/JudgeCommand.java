package dev.gantry.harness.command;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.RefusedException;
import dev.gantry.harness.command.option.CommonOptions;
import dev.gantry.harness.command.text.RemarkText;
import dev.gantry.harness.command.text.VerdictOutcome;
import dev.gantry.harness.folder.DossierFolder;
import dev.gantry.harness.folder.DossierFolders;
import dev.gantry.harness.plan.NewLimits;
import dev.gantry.harness.terminal.Console;
import dev.gantry.harness.walk.DossierJudging;
import dev.gantry.harness.walk.ResultPublication;
import dev.gantry.validation.judgement.JudgementDifference;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gantry judge}: the verdict again, from evidence alone. */
@Command(
    mixinStandardHelpOptions = true,
    description = "Judge a dossier again; needs no board. Reports and verdict are drawn anew.",
    footer = {
      "Findings that are not what they were when it was judged before are listed, with the rule or",
      "the limit that changed.",
      "With --policy the verdict is only shown: what a run left is not overwritten by it."
    })
final class JudgeCommand implements Callable<Integer> {
  private final GantryCommand.Setting setting;

  @Mixin private final CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "DIR", description = "the --out folder of a run")
  private Path out = Path.of("out");

  @Option(
      names = "--policy",
      paramLabel = "RELEASE",
      description = "judge under the limits of this release file instead of those of the run")
  private @org.jspecify.annotations.Nullable Path policy;

  JudgeCommand(GantryCommand.Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws Exception {
    Console console = setting.console();
    common.settle(console);
    // Under another policy nothing is written, whatever comes of it.
    DossierFolders.Refusal refusal =
        policy == null ? new ResultPublication(out)::withdraw : DossierFolders.Refusal.NOTHING;
    try (DossierFolder dossier = new DossierFolders(setting.clock()).open(out, refusal)) {
      new RemarkText(console).tell(dossier.remarks());
      Optional<JudgedRelease> before = before(dossier, console);
      if (policy != null) {
        JudgedRelease judged =
            DossierJudging.of(dossier, new NewLimits(policy).applyTo(dossier.plan()));
        return outcome(console, before, judged).show(judged, policy);
      }
      JudgedRelease judged = DossierJudging.of(dossier);
      return outcome(console, before, judged).publish(dossier, judged, out);
    }
  }

  private VerdictOutcome outcome(
      Console console, Optional<JudgedRelease> before, JudgedRelease after) {
    return new VerdictOutcome(
        console, common.json(), before.map(judged -> new JudgementDifference(judged, after)));
  }

  /**
   * A judgement that cannot be read is made anew like any other, and nothing is held against it.
   */
  private static Optional<JudgedRelease> before(DossierFolder dossier, Console console) {
    try {
      return dossier.wasJudged() ? Optional.of(dossier.judged()) : Optional.empty();
    } catch (RefusedException e) {
      console.note("what changed since it was judged before is not known: " + e.getMessage());
      return Optional.empty();
    }
  }
}
