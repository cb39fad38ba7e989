package dev.gantry.reports.page;

import static dev.gantry.reports.markup.Element.tag;

import dev.gantry.dossier.Limit;
import dev.gantry.dossier.Waiver;
import dev.gantry.reports.ledger.EntryStanding;
import dev.gantry.reports.ledger.LedgerEntry;
import dev.gantry.reports.markup.Element;
import dev.gantry.reports.markup.MarkupNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One entry at length: the figure beside its limit, what happened, and what to do. */
record FindingCard(LedgerEntry entry) {

  Element element() {
    return tag("article", "finding " + StandingMark.className(entry.standing()))
        .add(title(), figures(), tag("p", "message").text(entry.message()), particulars());
  }

  /** The id of a finding, broken where a line may break, with what is limited in front of all. */
  static Element id(LedgerEntry entry) {
    Element where = tag("span", "where").text(entry.place().id() + "/");
    Element id = tag("span", "id").add(where, tag("b").text(entry.criterion()));
    return entry.simulated() ? id.text(" ").add(PageTags.simulated()) : id;
  }

  private Element title() {
    return tag("h3").add(StandingMark.of(entry.standing()), id(entry));
  }

  private Element figures() {
    List<MarkupNode> parts = new ArrayList<>();
    String measured =
        entry.measuredText().orElse(entry.standing().words().toLowerCase(Locale.ROOT));
    parts.add(tag("span", entry.measured().isPresent() ? "value" : "value none").text(measured));
    // A number that proves nothing must not look like one that does.
    boolean open = entry.standing() == EntryStanding.NOT_MEASURED;
    if (open && entry.measured().isPresent()) {
      parts.add(tag("span", "unproven").text("seen, not proven"));
    }
    Optional<Limit> limit = entry.limit();
    limit.ifPresent(bound -> parts.add(tag("span", "bound").text(bound.demand())));
    if (entry.margin().isPresent()) {
      parts.add(MarginBar.of(entry));
    }
    if (entry.confidence().isPresent()) {
      String sure = FindingSections.confidence(entry) + " confidence" + (open ? " demanded" : "");
      parts.add(tag("span", "confidence").text(sure));
    }
    return tag("p", "figures").add(parts);
  }

  private Element particulars() {
    List<MarkupNode> parts = new ArrayList<>();
    if (!entry.remedy().isBlank()) {
      parts.add(fact("What to do", entry.remedy()));
    }
    entry.blame().ifPresent(blame -> parts.add(fact("Blame", blame.name())));
    entry.waiver().ifPresent(waiver -> parts.add(fact("Waiver", words(waiver))));
    return tag("dl").add(parts);
  }

  static String words(Waiver waiver) {
    return waiver.owner() + ", until " + waiver.expires() + ": " + waiver.reason();
  }

  private static Element fact(String name, String value) {
    return tag("div").add(tag("dt").text(name), tag("dd").text(value));
  }
}
