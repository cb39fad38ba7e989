package dev.gantry.reports.page;

import static dev.gantry.reports.markup.Element.tag;

import dev.gantry.dossier.BoardKind;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.ReleasePlan.PlannedBoard;
import dev.gantry.dossier.ReleasePlan.PlannedCell;
import dev.gantry.dossier.Units;
import dev.gantry.reports.ledger.Figures;
import dev.gantry.reports.ledger.Ledger;
import dev.gantry.reports.ledger.Place;
import dev.gantry.reports.ledger.Square;
import dev.gantry.reports.ledger.Standing;
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

/** Models and precisions downwards, boards by kind across: how every square of the plan stands. */
final class Matrix {
  private final JudgedRelease release;
  private final Map<String, Set<String>> boards = new LinkedHashMap<>();
  private final Map<String, Map<String, Square>> rows = new LinkedHashMap<>();

  Matrix(JudgedRelease release, Ledger ledger) {
    this.release = release;
    release.plan().kinds().forEach(kind -> boards.put(kind.name(), new LinkedHashSet<>()));
    for (PlannedBoard board : release.plan().boards()) {
      boards.computeIfAbsent(board.kind(), kind -> new LinkedHashSet<>()).add(board.name());
    }
    for (Square square : ledger.squares()) {
      Place place = square.place();
      boards.computeIfAbsent(place.kind(), kind -> new LinkedHashSet<>()).add(place.board());
      rows.computeIfAbsent(place.variant(), variant -> new LinkedHashMap<>())
          .put(column(place.kind(), place.board()), square);
    }
    boards.values().removeIf(Set::isEmpty);
  }

  Element element() {
    Element section = tag("section").add(tag("h2").text("Every square of the plan"));
    if (rows.isEmpty()) {
      return section.add(
          tag("p", "empty")
              .text("The plan holds no square: nothing was asked, nothing is proven."));
    }
    List<Element> body = new ArrayList<>();
    rows.forEach((variant, squares) -> body.add(row(squares)));
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
        .map(Matrix::nature)
        .orElse("not in the plan");
  }

  private static String nature(BoardKind kind) {
    String units = kind.units().equals(Units.ALL) ? "" : ", " + units(kind.units()) + " measured";
    return kind.backend() + ", " + Figures.count(kind.threads(), "thread", "threads") + units;
  }

  private static String units(Units units) {
    return units.equals(Units.ANY) ? "any one" : units.toString();
  }

  private Element boardHeads() {
    List<Element> heads = new ArrayList<>();
    for (Set<String> names : boards.values()) {
      for (String name : names) {
        Element head = tag("th", "board").attribute("scope", "col").text(name);
        heads.add(release.plan().simulated(name) ? head.add(Tags.simulated()) : head);
      }
    }
    return tag("tr").add(heads);
  }

  private Element row(Map<String, Square> squares) {
    Place place = squares.values().iterator().next().place();
    List<Element> cells = new ArrayList<>();
    cells.add(
        tag("th")
            .attribute("scope", "row")
            .text(place.model() + " ")
            .add(tag("b", "precision").text(place.precision())));
    boards.forEach(
        (kind, names) -> {
          for (String name : names) {
            Square square = squares.get(column(kind, name));
            cells.add(square == null ? blank(place, kind, name) : cell(square));
          }
        });
    return tag("tr").add(cells);
  }

  private Element blank(Place row, String kind, String board) {
    List<PlannedCell> left =
        release.plan().cells().stream()
            .filter(planned -> Place.of(planned.cell(), board).variant().equals(row.variant()))
            .filter(planned -> planned.cell().kind().equals(kind))
            .filter(planned -> release.leftOut(planned).contains(board))
            .toList();
    String words =
        left.isEmpty()
            ? "not planned"
            : left.stream().anyMatch(planned -> release.inVain(planned).contains(board))
                ? "tried in vain"
                : "not needed";
    return tag("td", "square unplanned").text(words);
  }

  private static Element cell(Square square) {
    Element link =
        tag("a")
            .attribute("href", "#" + FindingSections.anchor(square.place(), square.standing()))
            .add(Mark.worded(square.standing()), tag("span", "counts").text(counts(square)));
    return tag("td", "square " + Mark.className(square.standing())).add(link);
  }

  private static String counts(Square square) {
    if (square.count(Standing.NO_EVIDENCE) == square.entries().size()) {
      return "nothing was measured here";
    }
    return Arrays.stream(Standing.values())
        .filter(standing -> square.count(standing) > 0)
        .map(standing -> square.count(standing) + " " + standing.words().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static String column(String kind, String board) {
    return kind + "/" + board;
  }
}
