package dev.gantry.reports.page;

import static dev.gantry.reports.markup.Element.tag;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.JudgedRelease.Account;
import dev.gantry.dossier.JudgedRelease.Ran;
import dev.gantry.reports.markup.Element;
import dev.gantry.reports.markup.MarkupNode;
import dev.gantry.reports.plot.SoakPlot;
import java.util.ArrayList;
import java.util.List;

/** One plot for each soak: what happens to the times as the hours go by. */
record SoakSection(JudgedRelease release) {
  List<MarkupNode> elements() {
    List<MarkupNode> figures = new ArrayList<>();
    for (Account account : release.accounts()) {
      for (Ran ran : account.ran()) {
        SoakPlot.of(release, account, ran).ifPresent(plot -> figures.add(figure(account, plot)));
      }
    }
    return figures.isEmpty()
        ? List.of()
        : List.of(
            tag("section")
                .add(
                    tag("h2").text("Hours without a break"),
                    tag("p", "lead")
                        .text(
                            "Half of the inferences of a window stayed below the lower line, 99 %"
                                + " below the upper one. Every window has to keep the limit."),
                    tag("div", "plots").add(figures)));
  }

  private static Element figure(Account account, SoakPlot plot) {
    return tag("figure")
        .add(
            tag("figcaption")
                .text(account.cell().model() + " ")
                .add(tag("b", "precision").text(account.cell().precision().toString()))
                .text(" on " + account.board()),
            tag("div", "wide").add(plot.inPage()));
  }
}
