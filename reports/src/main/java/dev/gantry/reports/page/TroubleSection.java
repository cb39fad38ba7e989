package dev.gantry.reports.page;

import static dev.gantry.reports.markup.Element.tag;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.dossier.Trouble;
import dev.gantry.reports.markup.Element;
import dev.gantry.reports.markup.MarkupNode;
import java.util.List;

/** Lists what went wrong around the measurements: whose, where, what, and what to do. */
record TroubleSection(JudgedRelease release) {

  List<MarkupNode> elements() {
    if (release.troubles().isEmpty()) {
      return List.of();
    }
    Element list =
        tag("ul", "troubles").add(release.troubles().stream().map(TroubleSection::item).toList());
    return List.of(
        tag("section", "trouble")
            .add(
                tag("h2")
                    .text("Trouble ")
                    .add(tag("span", "number").text(Integer.toString(release.troubles().size()))),
                tag("p", "lead")
                    .text("What went wrong around the measurements, and whose it is to mend."),
                list));
  }

  private static Element item(Trouble trouble) {
    return tag("li")
        .add(
            tag("p", "message")
                .add(tag("b").text(trouble.where()))
                .text(": " + trouble.what() + " ")
                .add(tag("span", "tag").text(trouble.blame().name())),
            tag("p", "remedy").text(trouble.remedy()));
  }
}
