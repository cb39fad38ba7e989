package dev.gantry.reports.page;

import static dev.gantry.reports.markup.Element.tag;

import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.ReleasePlan.PlannedBoard;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.RequiredBoards;
import dev.gantry.reports.ledger.EntryPlace;
import dev.gantry.reports.ledger.EntryStanding;
import dev.gantry.reports.ledger.Ledger;
import dev.gantry.reports.ledger.LedgerCell;
import dev.gantry.reports.ledger.ReportFigures;
import dev.gantry.reports.markup.Element;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Draws how every cell stands on each of its boards: models and precisions downwards, boards by
 * kind across.
 */
final class CellMatrix {
  private final JudgedRelease release;
  private final Map<String, Set<String>> boards = new LinkedHashMap<>();
  private final Map<String, Map<String, LedgerCell>> rows = new LinkedHashMap<>();

  CellMatrix(JudgedRelease release, Ledger ledger) {
    this.release = release;
    release.plan().kinds().forEach(kind -> boards.put(kind.name(), new LinkedHashSet<>()));
    for (PlannedBoard board : release.plan().boards()) {
      boards.computeIfAbsent(board.kind(), kind -> new LinkedHashSet<>()).add(board.name());
    }
    for (LedgerCell ledgerCell : ledger.ledgerCells()) {
      EntryPlace place = ledgerCell.place();
      boards.computeIfAbsent(place.kind(), kind -> new LinkedHashSet<>()).add(place.board());
      rows.computeIfAbsent(place.variant(), variant -> new LinkedHashMap<>())
          .put(column(place.kind(), place.board()), ledgerCell);
    }
    boards.values().removeIf(Set::isEmpty);
  }

  Element element() {
    Element section = tag("section").add(tag("h2").text("Every cell on its boards"));
    if (rows.isEmpty()) {
      return section.add(
          tag("p", "empty").text("The plan holds no cell: nothing was asked, nothing is proven."));
    }
    List<Element> body = new ArrayList<>();
    rows.forEach((variant, ledgerCells) -> body.add(row(ledgerCells)));
    return section.add(
        tag("div", "wide")
            .add(
                tag("table", dense() ? "matrix dense" : "matrix")
                    .add(tag("thead").add(kindHeads(), boardHeads()), tag("tbody").add(body))));
  }

  private boolean dense() {
    return boards.values().stream().mapToInt(Set::size).sum() > 8;
  }

  private Element kindHeads() {
    List<Element> heads = new ArrayList<>();
    heads.add(tag("th", "corner").attribute("rowspan", "2").text("Model and precision"));
    boards.forEach(
        (kind, names) ->
            heads.add(
                tag("th", "kind")
                    .attribute("colspan", Integer.toString(names.size()))
                    .attribute("scope", "colgroup")
                    .text(kind)
                    .add(tag("small").text(nature(kind)))));
    return tag("tr").add(heads);
  }

  private String nature(String name) {
    return release.plan().kinds().stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .map(CellMatrix::nature)
        .orElse("not in the plan");
  }

  private static String nature(BoardKind kind) {
    String units =
        kind.units().equals(RequiredBoards.ALL) ? "" : ", " + units(kind.units()) + " measured";
    return kind.backend() + ", " + ReportFigures.count(kind.threads(), "thread", "threads") + units;
  }

  private static String units(RequiredBoards units) {
    return units.equals(RequiredBoards.ANY) ? "any one" : units.toString();
  }

  private Element boardHeads() {
    List<Element> heads = new ArrayList<>();
    for (Set<String> names : boards.values()) {
      for (String name : names) {
        Element head = tag("th", "board").attribute("scope", "col").text(name);
        heads.add(release.plan().simulated(name) ? head.add(PageTags.simulated()) : head);
      }
    }
    return tag("tr").add(heads);
  }

  private Element row(Map<String, LedgerCell> ledgerCells) {
    EntryPlace place = ledgerCells.values().iterator().next().place();
    List<Element> cells = new ArrayList<>();
    cells.add(
        tag("th")
            .attribute("scope", "row")
            .text(place.model() + " ")
            .add(tag("b", "precision").text(place.precision())));
    boards.forEach(
        (kind, names) -> {
          for (String name : names) {
            LedgerCell ledgerCell = ledgerCells.get(column(kind, name));
            cells.add(ledgerCell == null ? blank(place, kind, name) : cell(ledgerCell));
          }
        });
    return tag("tr").add(cells);
  }

  private Element blank(EntryPlace row, String kind, String board) {
    List<PlannedCell> left =
        release.plan().cells().stream()
            .filter(planned -> EntryPlace.of(planned.cell(), board).variant().equals(row.variant()))
            .filter(planned -> planned.cell().kind().equals(kind))
            .filter(planned -> release.leftOut(planned).contains(board))
            .toList();
    String words =
        left.isEmpty()
            ? "not planned"
            : left.stream().anyMatch(planned -> release.inVain(planned).contains(board))
                ? "tried in vain"
                : "not needed";
    return tag("td", "cell unplanned").text(words);
  }

  private static Element cell(LedgerCell ledgerCell) {
    Element link =
        tag("a")
            .attribute(
                "href", "#" + FindingSections.anchor(ledgerCell.place(), ledgerCell.standing()))
            .add(
                StandingMark.worded(ledgerCell.standing()),
                tag("span", "counts").text(counts(ledgerCell)));
    return tag("td", "cell " + StandingMark.className(ledgerCell.standing())).add(link);
  }

  private static String counts(LedgerCell ledgerCell) {
    if (ledgerCell.count(EntryStanding.NO_EVIDENCE) == ledgerCell.entries().size()) {
      return "nothing was measured here";
    }
    return Arrays.stream(EntryStanding.values())
        .filter(standing -> ledgerCell.count(standing) > 0)
        .map(
            standing ->
                ledgerCell.count(standing) + " " + standing.words().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static String column(String kind, String board) {
    return kind + "/" + board;
  }
}
