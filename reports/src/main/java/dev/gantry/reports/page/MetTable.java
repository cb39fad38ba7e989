package dev.gantry.reports.page;

import static dev.gantry.reports.markup.Element.tag;

import dev.gantry.reports.ledger.EntryPlace;
import dev.gantry.reports.ledger.EntryStanding;
import dev.gantry.reports.ledger.LedgerEntry;
import dev.gantry.reports.ledger.ReportFigures;
import dev.gantry.reports.markup.Element;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Draws the table of what is met, cell by cell: short lines, since nobody has to act on them. */
record MetTable(List<LedgerEntry> entries) {

  Element element() {
    Map<EntryPlace, List<LedgerEntry>> ledgerCells = new LinkedHashMap<>();
    for (LedgerEntry entry : entries) {
      ledgerCells.computeIfAbsent(entry.place(), place -> new ArrayList<>()).add(entry);
    }
    List<Element> parts = new ArrayList<>();
    parts.add(head());
    ledgerCells.forEach((place, met) -> parts.add(body(place, met)));
    return tag("div", "wide").add(tag("table", "met-table").add(parts));
  }

  private static Element head() {
    return tag("thead")
        .add(
            tag("tr")
                .add(
                    tag("th").text("Finding"),
                    tag("th", "figure").text("Measured"),
                    tag("th", "figure").text("Limit"),
                    tag("th", "room").text("Margin"),
                    tag("th", "figure").text("Confidence"),
                    tag("th", "said").text("As judged")));
  }

  private static Element body(EntryPlace place, List<LedgerEntry> met) {
    Element title = tag("th").attribute("colspan", "6").attribute("scope", "rowgroup");
    title = title.text(place.id() + "/ ");
    if (met.get(0).simulated()) {
      title = title.add(PageTags.simulated());
    }
    return tag("tbody")
        .attribute("id", FindingSections.anchor(place, EntryStanding.MET))
        .add(tag("tr", "title").add(title))
        .add(met.stream().map(MetTable::row).toList());
  }

  private static Element row(LedgerEntry entry) {
    return tag("tr")
        .attribute("title", entry.id())
        .add(
            tag("td", "criterion").text(entry.criterion()),
            tag("td", "figure").text(entry.measuredText().orElse("–")),
            tag("td", "figure").text(entry.limit().map(ReportFigures::of).orElse("–")),
            tag("td", "room").add(MarginBar.of(entry)),
            tag("td", "figure").text(FindingSections.confidence(entry)),
            tag("td", "said").text(entry.message()));
  }
}
