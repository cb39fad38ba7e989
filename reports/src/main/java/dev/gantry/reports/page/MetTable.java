package dev.gantry.reports.page;

import static dev.gantry.reports.markup.Element.tag;

import dev.gantry.reports.ledger.Entry;
import dev.gantry.reports.ledger.Figures;
import dev.gantry.reports.ledger.Place;
import dev.gantry.reports.ledger.Standing;
import dev.gantry.reports.markup.Element;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is met, square by square: short lines, since nobody has to act on them. */
record MetTable(List<Entry> entries) {

  Element element() {
    Map<Place, List<Entry>> squares = new LinkedHashMap<>();
    for (Entry entry : entries) {
      squares.computeIfAbsent(entry.place(), place -> new ArrayList<>()).add(entry);
    }
    List<Element> parts = new ArrayList<>();
    parts.add(head());
    squares.forEach((place, met) -> parts.add(body(place, met)));
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

  private static Element body(Place place, List<Entry> met) {
    Element title = tag("th").attribute("colspan", "6").attribute("scope", "rowgroup");
    title = title.text(place.id() + "/ ");
    if (met.get(0).simulated()) {
      title = title.add(Tags.simulated());
    }
    return tag("tbody")
        .attribute("id", FindingSections.anchor(place, Standing.MET))
        .add(tag("tr", "title").add(title))
        .add(met.stream().map(MetTable::row).toList());
  }

  private static Element row(Entry entry) {
    return tag("tr")
        .attribute("title", entry.id())
        .add(
            tag("td", "criterion").text(entry.criterion()),
            tag("td", "figure").text(entry.measuredText().orElse("–")),
            tag("td", "figure").text(entry.limit().map(Figures::of).orElse("–")),
            tag("td", "room").add(MarginBar.of(entry)),
            tag("td", "figure").text(FindingSections.confidence(entry)),
            tag("td", "said").text(entry.message()));
  }
}
