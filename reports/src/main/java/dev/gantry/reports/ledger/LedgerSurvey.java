package dev.gantry.reports.ledger;

import dev.gantry.dossier.Criterion;
import dev.gantry.dossier.Finding;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Limit;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares the plan with the findings, and notes what is missing where. */
final class LedgerSurvey {
  private final JudgedRelease release;
  private final Map<EntryPlace, List<LedgerEntry>> found = new LinkedHashMap<>();

  LedgerSurvey(JudgedRelease release) {
    this.release = release;
    for (Finding finding : release.findings()) {
      LedgerEntry entry = LedgerEntry.of(finding, simulated(finding.subject().board()));
      found.computeIfAbsent(entry.place(), place -> new ArrayList<>()).add(entry);
    }
  }

  List<LedgerCell> ledgerCells() {
    Map<EntryPlace, LedgerCell> ledgerCells = new LinkedHashMap<>();
    for (PlannedCell planned : release.plan().cells()) {
      List<String> boards = planned.boards().isEmpty() ? List.of("no-board") : planned.boards();
      List<String> unneeded = release.leftOut(planned);
      for (String board : boards) {
        if (unneeded.contains(board)) {
          continue;
        }
        EntryPlace place = EntryPlace.of(planned.cell(), board);
        ledgerCells.put(place, ledgerCell(place, planned.criteria()));
      }
    }
    found.forEach(
        (place, entries) ->
            ledgerCells.computeIfAbsent(
                place, beside -> new LedgerCell(beside, simulated(beside.board()), entries)));
    return List.copyOf(ledgerCells.values());
  }

  private LedgerCell ledgerCell(EntryPlace place, List<Criterion> criteria) {
    boolean simulated = simulated(place.board());
    List<LedgerEntry> entries = found.getOrDefault(place, List.of());
    if (entries.isEmpty()) {
      return new LedgerCell(place, simulated, List.of(nothing(place, criteria)));
    }
    Set<String> judged = entries.stream().map(LedgerEntry::criterion).collect(Collectors.toSet());
    List<LedgerEntry> all = new ArrayList<>(entries);
    for (Criterion criterion : criteria) {
      if (!judged.contains(criterion.name())) {
        String message = "no evidence: " + criterion.name() + " was planned and never judged";
        Optional<Limit> limit = Optional.of(criterion.limit());
        all.add(LedgerEntry.missing(place, criterion.name(), simulated, limit, message));
      }
    }
    return new LedgerCell(place, simulated, all);
  }

  private LedgerEntry nothing(EntryPlace place, List<Criterion> criteria) {
    String names = criteria.stream().map(Criterion::name).collect(Collectors.joining(", "));
    String message =
        criteria.isEmpty()
            ? "no evidence: the plan demands nothing of this cell, so nothing is proven"
            : "no evidence: none of "
                + ReportFigures.count(criteria.size(), "planned criterion", "planned criteria")
                + " was judged ("
                + names
                + ")";
    return LedgerEntry.missing(
        place, "evidence", simulated(place.board()), Optional.empty(), message);
  }

  private boolean simulated(String board) {
    return release.plan().simulated(board);
  }
}
