package dev.gantry.reports.allure;

import static dev.gantry.reports.markup.Element.tag;

import dev.gantry.reports.ledger.EntryStanding;
import dev.gantry.reports.ledger.LedgerEntry;
import dev.gantry.reports.markup.Element;
import java.util.ArrayList;
import java.util.List;

/**
 * The words on an Allure result. Allure places descriptions in its page as they are, and Markdown
 * lets markup through, so they are HTML of our own pen.
 */
final class ResultDescription {
  private ResultDescription() {}

  static String of(LedgerEntry entry) {
    List<Element> paragraphs = new ArrayList<>();
    entry
        .waiver()
        .ifPresent(
            waiver ->
                paragraphs.add(
                    tag("p")
                        .add(tag("b").text("Broken, and waived"))
                        .text(
                            " by "
                                + waiver.owner()
                                + " until "
                                + waiver.expires()
                                + ": "
                                + waiver.reason())));
    paragraphs.add(tag("p").text(entry.message()));
    if (!entry.remedy().isBlank()) {
      paragraphs.add(tag("p").add(tag("b").text("What to do: ")).text(entry.remedy()));
    }
    if (entry.simulated()) {
      paragraphs.add(tag("p").text(AllureEnvironment.SIMULATED));
    }
    if (entry.standing() == EntryStanding.NO_EVIDENCE) {
      paragraphs.add(tag("p").text("What nobody measured is not a pass."));
    }
    StringBuilder html = new StringBuilder();
    paragraphs.forEach(paragraph -> paragraph.appendTo(html));
    return html.toString();
  }
}
