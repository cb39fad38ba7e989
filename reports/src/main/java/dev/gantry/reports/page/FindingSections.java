package dev.gantry.reports.page;

import static dev.gantry.reports.markup.Element.tag;

import dev.gantry.reports.ledger.EntryPlace;
import dev.gantry.reports.ledger.EntryStanding;
import dev.gantry.reports.ledger.Ledger;
import dev.gantry.reports.ledger.LedgerEntry;
import dev.gantry.reports.ledger.ReportFigures;
import dev.gantry.reports.markup.Element;
import dev.gantry.reports.markup.MarkupNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every entry, the worst first: what stands in the way at length, what is met in a table. */
record FindingSections(Ledger ledger) {

  /** Where the first entry of a place with this standing is found on the page. */
  static String anchor(EntryPlace place, EntryStanding standing) {
    return StandingMark.className(standing) + "." + place.id().replace('/', '.').replace('+', '-');
  }

  /** What stands in the way, or would without a waiver. */
  List<MarkupNode> open() {
    return sections(EnumSet.complementOf(EnumSet.of(EntryStanding.MET)));
  }

  List<MarkupNode> met() {
    return sections(EnumSet.of(EntryStanding.MET));
  }

  private List<MarkupNode> sections(Set<EntryStanding> standings) {
    List<MarkupNode> sections = new ArrayList<>();
    for (EntryStanding standing : standings) {
      List<LedgerEntry> entries = sorted(ledger.entries(standing));
      if (!entries.isEmpty()) {
        Element heading =
            tag("h2")
                .text(standing.words() + " ")
                .add(tag("span", "number").text(Integer.toString(entries.size())));
        sections.add(
            tag("section", "findings " + StandingMark.className(standing))
                .add(heading, tag("p", "lead").text(lead(standing)))
                .add(
                    standing == EntryStanding.MET
                        ? List.of(new MetTable(entries).element())
                        : cards(entries)));
      }
    }
    return sections;
  }

  // Within the broken ones the furthest beyond its limit comes first; the rest keep plan order.
  private static List<LedgerEntry> sorted(List<LedgerEntry> entries) {
    return entries.stream()
        .sorted(
            Comparator.comparingDouble(
                entry ->
                    entry.standing() == EntryStanding.BROKEN
                        ? entry.margin().map(margin -> margin.comparable()).orElse(0.0)
                        : 0.0))
        .toList();
  }

  private static String lead(EntryStanding standing) {
    return switch (standing) {
      case BROKEN -> "The evidence proves that these limits are not kept.";
      case NO_EVIDENCE ->
          "Planned, and nothing was ever found about it. What nobody measured is not a pass.";
      case NOT_MEASURED -> "The evidence proves neither that these limits are kept nor broken.";
      case WAIVED -> "Broken, and somebody answers for it until the day given.";
      case MET ->
          "The evidence proves these limits at the confidence given. Bars run from the limit: left"
              + " is inside, right is beyond; a bar is full at half the limit, or at half of what the best value could reach.";
    };
  }

  private static List<MarkupNode> cards(List<LedgerEntry> entries) {
    Set<String> anchored = new HashSet<>();
    List<MarkupNode> cards = new ArrayList<>();
    entries.forEach(
        entry -> cards.add(anchored(new FindingCard(entry).element(), entry, anchored)));
    return cards;
  }

  static String confidence(LedgerEntry entry) {
    return entry.confidence().isPresent()
        ? ReportFigures.percent(entry.confidence().getAsDouble())
        : "–";
  }

  private static Element anchored(Element element, LedgerEntry entry, Set<String> anchored) {
    String anchor = anchor(entry.place(), entry.standing());
    return anchored.add(anchor) ? element.attribute("id", anchor) : element;
  }
}
