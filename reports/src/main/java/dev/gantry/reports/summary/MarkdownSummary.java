package dev.gantry.reports.summary;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.ReleasePlan.PlannedBoard;
import dev.gantry.dossier.Trouble;
import dev.gantry.reports.ledger.EntryStanding;
import dev.gantry.reports.ledger.Headline;
import dev.gantry.reports.ledger.Ledger;
import dev.gantry.reports.ledger.LedgerCell;
import dev.gantry.reports.ledger.LedgerComplaint;
import dev.gantry.reports.ledger.ReportFigures;
import dev.gantry.reports.writing.ReportWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes what a comment on a pull request shows: verdict, matrix, the worst findings, links. */
public final class MarkdownSummary implements ReportWriter {
  private static final int WORST = 10;
  private static final int LONGEST = 400;

  @Override
  public String name() {
    return "summary.md";
  }

  @Override
  public void write(JudgedRelease release, Path target) throws IOException {
    Ledger ledger = Ledger.of(release);
    List<String> lines = new ArrayList<>(head(release, ledger));
    lines.addAll(matrix(release, ledger));
    lines.addAll(complaints(ledger));
    lines.addAll(troubles(release));
    lines.add("[Decision page](index.html) · [Allure report](allure-report/index.html) ·");
    lines.add("[verdict.json](verdict.json) · evidence in `dossier/`");
    Files.write(target, lines);
  }

  private static List<String> head(JudgedRelease release, Ledger ledger) {
    Headline headline = Headline.of(release, ledger);
    List<String> lines = new ArrayList<>();
    lines.add("## " + headline.words() + ": " + text(release.plan().release()));
    lines.add("");
    lines.add("**" + headline.verdict() + "**. " + text(headline.why()));
    lines.add("");
    release
        .shard()
        .ifPresent(
            shard -> {
              lines.add(
                  "**No verdict on the release:** this is "
                      + shard.words()
                      + ", "
                      + text(String.join(", ", shard.boards()))
                      + " alone. `gantry merge` of all shards judges the whole.");
              lines.add("");
            });
    headline
        .contradiction()
        .ifPresent(
            words -> {
              lines.add("**" + text(words) + "**");
              lines.add("");
            });
    if (release.simulated()) {
      lines.add("**Simulated boards:** timings say nothing about real hardware.");
      lines.add("");
    }
    return lines;
  }

  private static List<String> matrix(JudgedRelease release, Ledger ledger) {
    Map<String, Map<String, LedgerCell>> rows = new LinkedHashMap<>();
    for (LedgerCell ledgerCell : ledger.ledgerCells()) {
      rows.computeIfAbsent(ledgerCell.place().variant(), variant -> new LinkedHashMap<>())
          .put(ledgerCell.place().board(), ledgerCell);
    }
    List<PlannedBoard> boards = release.plan().boards();
    List<String> lines = new ArrayList<>();
    StringBuilder names = new StringBuilder("| |");
    StringBuilder rule = new StringBuilder("|---|");
    for (PlannedBoard board : boards) {
      names.append(' ').append(text(board.name())).append("<br>").append(text(board.kind()));
      names.append(board.simulated() ? ", simulated |" : " |");
      rule.append("---|");
    }
    lines.add(names.toString());
    lines.add(rule.toString());
    rows.forEach(
        (variant, ledgerCells) -> {
          StringBuilder row = new StringBuilder("| " + text(variant) + " |");
          for (PlannedBoard board : boards) {
            LedgerCell ledgerCell = ledgerCells.get(board.name());
            row.append(' ').append(ledgerCell == null ? "–" : words(ledgerCell)).append(" |");
          }
          lines.add(row.toString());
        });
    lines.add("");
    return lines;
  }

  private static String words(LedgerCell ledgerCell) {
    EntryStanding standing = ledgerCell.standing();
    String words = standing.words().toLowerCase(Locale.ROOT);
    String mark =
        switch (standing) {
          case MET -> "✅ ";
          case BROKEN -> "❌ ";
          case WAIVED -> "⚠️ ";
          case NOT_MEASURED, NO_EVIDENCE -> "❔ ";
        };
    return standing == EntryStanding.NO_EVIDENCE
        ? mark + words
        : mark + ledgerCell.count(standing) + " " + words;
  }

  private static List<String> complaints(Ledger ledger) {
    List<LedgerComplaint> all = ledger.complaints();
    List<String> lines = new ArrayList<>();
    if (all.isEmpty()) {
      return lines;
    }
    lines.add("### Worst findings");
    lines.add("");
    for (LedgerComplaint complaint : all.stream().limit(WORST).toList()) {
      String remedy = complaint.first().remedy();
      lines.add(
          "- **"
              + complaint.first().standing().words()
              + "** "
              + text(complaint.where())
              + ": "
              + text(complaint.first().message())
              + (remedy.isBlank() ? "" : " → " + text(remedy)));
    }
    if (all.size() > WORST) {
      lines.add("- and " + (all.size() - WORST) + " more, on the decision page");
    }
    lines.add("");
    return lines;
  }

  private static List<String> troubles(JudgedRelease release) {
    List<String> lines = new ArrayList<>();
    if (release.troubles().isEmpty()) {
      return lines;
    }
    lines.add("### " + ReportFigures.count(release.troubles().size(), "trouble", "troubles"));
    lines.add("");
    for (Trouble trouble : release.troubles().stream().limit(WORST).toList()) {
      lines.add(
          "- "
              + trouble.blame()
              + " "
              + text(trouble.where() + ": " + trouble.what())
              + (trouble.remedy().isBlank() ? "" : " → " + text(trouble.remedy())));
    }
    lines.add("");
    return lines;
  }

  private static String text(String text) {
    return SummaryText.markdown(text, LONGEST);
  }
}
