package dev.gantry.reports.page;

import static dev.gantry.reports.markup.Element.tag;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.ReleasePlan.PlannedBoard;
import dev.gantry.dossier.Shard;
import dev.gantry.dossier.Verdict;
import dev.gantry.reports.ledger.EntryStanding;
import dev.gantry.reports.ledger.Headline;
import dev.gantry.reports.ledger.Ledger;
import dev.gantry.reports.ledger.ReportFigures;
import dev.gantry.reports.markup.Element;
import dev.gantry.reports.markup.MarkupNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The head of the page: the name, the answer, the reason, and when it was found. */
record PageMasthead(JudgedRelease release, Ledger ledger, Headline headline) {

  Element element() {
    List<MarkupNode> parts = new ArrayList<>();
    parts.add(
        tag("p", "imprint").add(tag("b").text("Gantry"), tag("span").text("release decision")));
    parts.add(tag("p", "release").text(release.plan().release()));
    parts.add(answer());
    parts.add(tag("p", "why").text(headline.why()));
    headline
        .contradiction()
        .ifPresent(words -> parts.add(tag("p", "banner contradiction").text(words)));
    release.shard().ifPresent(shard -> parts.add(part(shard)));
    if (release.simulated()) {
      parts.add(simulation());
    }
    parts.add(particulars());
    String tone = headline.verdict().name().toLowerCase(Locale.ROOT);
    return tag("header", tone).add(parts);
  }

  private Element answer() {
    return tag("div", "answer")
        .add(
            signal(headline.verdict()),
            tag("h1").text(headline.words()),
            tag("p", "verdict").text(headline.verdict().name()));
  }

  /** The signal on the gantry: red above amber above green, so that the place tells as well. */
  private static Element signal(Verdict verdict) {
    Element head =
        tag("svg", "signal")
            .attribute("viewBox", "0 0 34 84")
            .attribute("aria-hidden", "true")
            .add(
                tag("rect", "housing")
                    .attribute("x", "1")
                    .attribute("y", "1")
                    .attribute("width", "32")
                    .attribute("height", "82")
                    .attribute("rx", "16"));
    return head.add(
        lamp("red", 17, verdict == Verdict.FAILED),
        lamp("amber", 42, verdict == Verdict.INCONCLUSIVE),
        lamp("green", 67, verdict == Verdict.PASSED));
  }

  private static Element lamp(String colour, int height, boolean lit) {
    return tag("circle", lit ? "lamp lit " + colour : "lamp")
        .attribute("cx", "17")
        .attribute("cy", Integer.toString(height))
        .attribute("r", "9.5");
  }

  private static Element part(Shard shard) {
    return tag("p", "banner")
        .add(tag("strong").text("No verdict on the release: this is " + shard.words() + "."))
        .text(
            " It speaks of "
                + String.join(", ", shard.boards())
                + " alone; 'gantry merge' of all shards judges the whole.");
  }

  private Element simulation() {
    List<PlannedBoard> boards = release.plan().boards();
    List<PlannedBoard> simulated = boards.stream().filter(PlannedBoard::simulated).toList();
    String which =
        simulated.size() == boards.size()
            ? "Every board of this release is one."
            : "These are: "
                + simulated.stream().map(PlannedBoard::name).collect(Collectors.joining(", "))
                + ".";
    return tag("p", "banner")
        .add(tag("strong").text("Simulated boards: timings say nothing about real" + " hardware."))
        .text(" " + which);
  }

  private Element particulars() {
    Element list = tag("dl", "particulars");
    for (EntryStanding standing : EntryStanding.values()) {
      long count = ledger.count(standing);
      if (count > 0 || standing == EntryStanding.MET) {
        list =
            list.add(
                tag("div", "tally")
                    .add(
                        tag("dt").add(StandingMark.worded(standing)),
                        tag("dd").text(Long.toString(count))));
      }
    }
    Duration took = Duration.between(release.started(), release.finished());
    return list.add(
        fact("Started", ReportFigures.of(release.started())),
        fact(
            "Finished", ReportFigures.of(release.finished()) + ", after " + ReportFigures.of(took)),
        fact("Rack", release.plan().rack()),
        fact("Gantry", release.plan().gantry()));
  }

  private static Element fact(String name, String value) {
    return tag("div").add(tag("dt").text(name), tag("dd").text(value));
  }
}
