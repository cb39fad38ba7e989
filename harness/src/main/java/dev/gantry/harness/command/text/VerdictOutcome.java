package dev.gantry.harness.command.text;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.harness.folder.DossierFolder;
import dev.gantry.harness.folder.VerdictFile;
import dev.gantry.harness.terminal.Console;
import dev.gantry.harness.terminal.JudgementDifferenceText;
import dev.gantry.harness.terminal.VerdictText;
import dev.gantry.harness.walk.ResultPublication;
import dev.gantry.validation.judgement.JudgementDifference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Ends every command that gives a verdict: shows it, publishes it, gives the exit code.
 *
 * @param since how it differs from the judgement before, where somebody asks
 */
public record VerdictOutcome(Console console, boolean json, Optional<JudgementDifference> since) {
  public VerdictOutcome(Console console, boolean json) {
    this(console, json, Optional.empty());
  }

  /** What was published under the folder already. */
  public int tell(JudgedRelease judged, Path out) throws IOException {
    words(judged, Optional.empty());
    if (!json) {
      console.result("  decision page  " + out.resolve("index.html"));
      console.result("  Allure report  " + out.resolve("allure-report").resolve("index.html"));
      console.result("  verdict        " + out.resolve(VerdictFile.NAME));
    }
    return ExitCode.of(judged.verdict()).number();
  }

  /** A dossier in an archive that nobody may write to is judged all the same. */
  public int publish(DossierFolder dossier, JudgedRelease judged, Path out) throws IOException {
    if (dossier.writable()) {
      new ResultPublication(out).publish(dossier, judged);
      return tell(judged, out);
    }
    words(judged, Optional.empty());
    console.note(out + " is read-only: nothing was written");
    return ExitCode.of(judged.verdict()).number();
  }

  /** Under other limits than those of the run: shown, and never written over what the run left. */
  public int show(JudgedRelease judged, Path policy) throws IOException {
    words(judged, Optional.of(policy.toString()));
    console.note("judged under the limits of " + policy + "; nothing was written");
    return ExitCode.of(judged.verdict()).number();
  }

  private void words(JudgedRelease judged, Optional<String> policy) throws IOException {
    if (json) {
      console.result(new VerdictFile().text(judged, policy, since));
    } else {
      new VerdictText(console).lines(judged).forEach(console::result);
      since.map(JudgementDifferenceText::new).stream()
          .flatMap(text -> text.lines().stream())
          .forEach(console::result);
    }
  }
}
