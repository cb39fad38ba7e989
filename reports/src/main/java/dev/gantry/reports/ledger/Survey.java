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

/** Walks over the plan and the findings side by side, and notes what is missing where. */
final class Survey {
  private final JudgedRelease release;
  private final Map<Place, List<Entry>> found = new LinkedHashMap<>();

  Survey(JudgedRelease release) {
    this.release = release;
    for (Finding finding : release.findings()) {
      Entry entry = Entry.of(finding, simulated(finding.subject().board()));
      found.computeIfAbsent(entry.place(), place -> new ArrayList<>()).add(entry);
    }
  }

  List<Square> squares() {
    Map<Place, Square> squares = new LinkedHashMap<>();
    for (PlannedCell planned : release.plan().cells()) {
      List<String> boards = planned.boards().isEmpty() ? List.of("no-board") : planned.boards();
      List<String> unneeded = release.leftOut(planned);
      for (String board : boards) {
        if (unneeded.contains(board)) {
          continue;
        }
        Place place = Place.of(planned.cell(), board);
        squares.put(place, square(place, planned.criteria()));
      }
    }
    found.forEach(
        (place, entries) ->
            squares.computeIfAbsent(
                place, beside -> new Square(beside, simulated(beside.board()), entries)));
    return List.copyOf(squares.values());
  }

  private Square square(Place place, List<Criterion> criteria) {
    boolean simulated = simulated(place.board());
    List<Entry> entries = found.getOrDefault(place, List.of());
    if (entries.isEmpty()) {
      return new Square(place, simulated, List.of(nothing(place, criteria)));
    }
    Set<String> judged = entries.stream().map(Entry::criterion).collect(Collectors.toSet());
    List<Entry> all = new ArrayList<>(entries);
    for (Criterion criterion : criteria) {
      if (!judged.contains(criterion.name())) {
        String message = "no evidence: " + criterion.name() + " was planned and never judged";
        Optional<Limit> limit = Optional.of(criterion.limit());
        all.add(Entry.missing(place, criterion.name(), simulated, limit, message));
      }
    }
    return new Square(place, simulated, all);
  }

  private Entry nothing(Place place, List<Criterion> criteria) {
    String names = criteria.stream().map(Criterion::name).collect(Collectors.joining(", "));
    String message =
        criteria.isEmpty()
            ? "no evidence: the plan demands nothing of this square, so nothing is proven"
            : "no evidence: none of "
                + Figures.count(criteria.size(), "planned criterion", "planned criteria")
                + " was judged ("
                + names
                + ")";
    return Entry.missing(place, "evidence", simulated(place.board()), Optional.empty(), message);
  }

  private boolean simulated(String board) {
    return release.plan().simulated(board);
  }
}
