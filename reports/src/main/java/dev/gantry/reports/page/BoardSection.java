package dev.gantry.reports.page;

import static dev.gantry.reports.markup.Element.tag;

import dev.gantry.dossier.ByteCount;
import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.JudgedRelease.Account;
import dev.gantry.dossier.JudgedRelease.Ran;
import dev.gantry.dossier.LatencyProfile;
import dev.gantry.dossier.Trial.Pushed;
import dev.gantry.reports.ledger.ReportFigures;
import dev.gantry.reports.markup.Element;
import dev.gantry.reports.markup.MarkupNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Draws what every board told of itself and of what it ran. */
final class BoardSection {
  private static final int COLUMNS = 8;

  private final JudgedRelease release;
  private final Map<String, List<Account>> accounts = new LinkedHashMap<>();

  BoardSection(JudgedRelease release) {
    this.release = release;
    release.plan().boards().forEach(board -> accounts.put(board.name(), new ArrayList<>()));
    for (Account account : release.accounts()) {
      accounts.computeIfAbsent(account.board(), board -> new ArrayList<>()).add(account);
    }
  }

  Element element() {
    List<Element> parts = new ArrayList<>();
    parts.add(head());
    accounts.forEach((board, ran) -> parts.add(body(board, ran)));
    return tag("section")
        .add(tag("h2").text("Boards"), tag("div", "wide").add(tag("table", "boards").add(parts)));
  }

  private static Element head() {
    return tag("thead")
        .add(
            tag("tr")
                .add(
                    tag("th").text("Model and precision"),
                    tag("th").text("Engine"),
                    tag("th", "figure").text("Queries"),
                    tag("th", "figure").text("p50"),
                    tag("th", "figure").text("p99"),
                    tag("th", "figure").text("Peak memory"),
                    tag("th", "figure").text("Load"),
                    tag("th", "pushed").text("Pushed")));
  }

  private Element body(String board, List<Account> ran) {
    Element body = tag("tbody").add(title(board, ran));
    if (ran.isEmpty()) {
      String words =
          needed(board)
              ? "Nothing came home from this board."
              : "Not needed: enough other boards of its kind were judged.";
      return body.add(tag("tr").add(spanning("td", "empty").text(words)));
    }
    List<Element> rows = new ArrayList<>();
    for (Account account : ran) {
      rows.add(row(account));
      account.remarks().forEach(remark -> rows.add(beside("remark", tag("span").text(remark))));
      account.layers().ifPresent(words -> rows.add(beside("driven", layers(words))));
      account.ran().forEach(drive -> rows.add(beside("driven", driven(drive))));
    }
    return body.add(rows);
  }

  private boolean needed(String board) {
    return release.plan().cells().stream()
        .filter(cell -> cell.boards().contains(board))
        .anyMatch(cell -> !release.notNeeded(cell).contains(board));
  }

  private static Element beside(String classes, Element words) {
    return tag("tr", classes).add(spanning("td", "").add(words));
  }

  private static Element layers(String words) {
    return tag("span").add(tag("b").text("layers")).text(" " + words);
  }

  private static Element driven(Ran ran) {
    return tag("span")
        .add(tag("b").text(ran.scenario().name()))
        .text(" " + ran.scenario().words() + ": " + ran.words());
  }

  private Element title(String board, List<Account> ran) {
    List<MarkupNode> words = new ArrayList<>();
    words.add(tag("b").text(board));
    release.plan().boards().stream()
        .filter(planned -> planned.name().equals(board))
        .forEach(planned -> words.add(tag("span", "kind").text(planned.kind())));
    if (release.plan().simulated(board)) {
      words.add(PageTags.simulated());
    }
    Element facts = tag("dl", "facts");
    for (Map.Entry<String, String> fact : BoardFacts.of(ran).entrySet()) {
      facts =
          facts.add(tag("div").add(tag("dt").text(fact.getKey()), tag("dd").text(fact.getValue())));
    }
    return tag("tr", "title")
        .add(spanning("th", "").attribute("scope", "rowgroup").add(words).add(facts));
  }

  private static Element spanning(String name, String classes) {
    Element cell = tag(name).attribute("colspan", Integer.toString(COLUMNS));
    return classes.isEmpty() ? cell : cell.attribute("class", classes);
  }

  private static Element row(Account account) {
    return tag("tr")
        .add(
            tag("td")
                .text(account.cell().model() + " ")
                .add(tag("b", "precision").text(account.cell().precision().toString())),
            tag("td").add(account.engine().map(PageTags::brief).orElseGet(PageTags::absent)),
            figure(account.latency().map(LatencyProfile::queries).map(Object::toString)),
            figure(account.latency().map(times -> ReportFigures.of(times.at(50)))),
            figure(account.latency().map(times -> ReportFigures.of(times.at(99)))),
            figure(account.peakMemory().map(ByteCount::toString)),
            figure(account.load().map(ReportFigures::of)),
            tag("td", "pushed")
                .add(
                    account
                        .pushed()
                        .map(pushed -> tag("span").text(words(pushed)))
                        .orElseGet(PageTags::absent)));
  }

  private static Element figure(Optional<String> value) {
    return tag("td", "figure")
        .add(value.map(words -> tag("span").text(words)).orElseGet(PageTags::absent));
  }

  private static String words(Pushed pushed) {
    List<String> parts = new ArrayList<>();
    part(parts, "runner", pushed.runner());
    part(parts, "golden data", pushed.golden());
    part(parts, "engine", pushed.engine());
    return parts.isEmpty() ? "nothing pushed: all there already" : String.join(", ", parts);
  }

  private static void part(List<String> parts, String name, ByteCount size) {
    if (size.bytes() > 0) {
      parts.add(name + " " + size);
    }
  }
}
