package dev.gantry.harness.terminal;

import dev.gantry.dossier.Finding;
import dev.gantry.dossier.Outcome;
import dev.gantry.dossier.PrintableText;
import dev.gantry.validation.judgement.ChangeReason;
import dev.gantry.validation.judgement.ChangedFinding;
import dev.gantry.validation.judgement.JudgementDifference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells at a terminal which findings are not what they were when a dossier was judged before. */
public record JudgementDifferenceText(JudgementDifference difference) {

  /** None where the same rules found the same. */
  public List<String> lines() {
    List<ChangedFinding> changed = difference.findings();
    List<String> lines = new ArrayList<>();
    if (changed.isEmpty() && difference.before().rules() == difference.after().rules()) {
      return lines;
    }
    lines.add("  " + headline(changed));
    Map<List<ChangeReason>, List<String>> sameOutcome = new LinkedHashMap<>();
    for (ChangedFinding one : changed) {
      String id = PrintableText.line(one.subject().id());
      if (one.otherOutcome()) {
        lines.add("  now " + word(one.after()) + " " + id);
        lines.add("          before " + word(one.before()));
        one.reasons().forEach(reason -> lines.add(indented(reason)));
      } else {
        sameOutcome.computeIfAbsent(one.reasons(), reasons -> new ArrayList<>()).add(id);
      }
    }
    sameOutcome.forEach(
        (reasons, ids) -> {
          lines.add("  same outcome, other figures or words: " + String.join(", ", ids));
          reasons.forEach(reason -> lines.add(indented(reason)));
        });
    return lines;
  }

  private String headline(List<ChangedFinding> changed) {
    int all = difference.after().findings().size();
    String count = changed.isEmpty() ? "none" : String.valueOf(changed.size());
    String verdict =
        difference.before().verdict() == difference.after().verdict()
            ? ""
            : "; the verdict was " + difference.before().verdict();
    return "judged before by "
        + rules(difference.before().rules())
        + ", now by "
        + rules(difference.after().rules())
        + ": "
        + count
        + " of "
        + all
        + " findings came out otherwise"
        + verdict;
  }

  private static String rules(int version) {
    return version == 0 ? "rules that had no number" : "rules " + version;
  }

  private static String word(Optional<Finding> finding) {
    return finding.map(Finding::outcome).map(Outcome::name).orElse("not asked for");
  }

  private static String indented(ChangeReason reason) {
    return "          " + PrintableText.line(reason.toString());
  }
}
