package dev.gantry.reports.page;

import static dev.gantry.reports.markup.Element.tag;

import dev.gantry.dossier.JudgedRelease;
import dev.gantry.reports.ledger.Headline;
import dev.gantry.reports.ledger.Ledger;
import dev.gantry.reports.markup.Element;
import dev.gantry.reports.markup.MarkupNode;
import dev.gantry.reports.markup.StyleSheet;
import dev.gantry.reports.plot.LatencyPlot;
import dev.gantry.reports.writing.ReportWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Ship, do not ship, or cannot tell: in words, with the reasons, in one file. */
public final class DecisionPage implements ReportWriter {
  // Nothing outside our own pen gets past Element; this is the second lock on the same door.
  private static final String NOTHING_LOADS = "default-src 'none'; style-src 'unsafe-inline'";

  @Override
  public String name() {
    return "index.html";
  }

  @Override
  public void write(JudgedRelease release, Path target) throws IOException {
    Files.writeString(target, draw(release));
  }

  /** The page as text; HTML that an XML parser reads too. */
  public String draw(JudgedRelease release) {
    Ledger ledger = Ledger.of(release);
    Headline headline = Headline.of(release, ledger);
    Element page =
        tag("html")
            .attribute("lang", "en")
            .add(head(release, headline), tag("body").add(body(release, ledger, headline)));
    return "<!DOCTYPE html>\n" + page + "\n";
  }

  private static Element head(JudgedRelease release, Headline headline) {
    return tag("head")
        .add(
            tag("meta").attribute("charset", "utf-8"),
            meta("viewport", "width=device-width, initial-scale=1"),
            meta("generator", "Gantry " + release.plan().gantry()),
            meta("color-scheme", "light dark"),
            tag("meta")
                .attribute("http-equiv", "Content-Security-Policy")
                .attribute("content", NOTHING_LOADS),
            tag("title").text(headline.words() + ": " + release.plan().release()),
            StyleSheet.beside(DecisionPage.class, "sheet.css"),
            StyleSheet.beside(DecisionPage.class, "sections.css"),
            StyleSheet.beside(LatencyPlot.class, "plot.css"));
  }

  private static Element meta(String name, String content) {
    return tag("meta").attribute("name", name).attribute("content", content);
  }

  private static List<MarkupNode> body(JudgedRelease release, Ledger ledger, Headline headline) {
    List<MarkupNode> sections = new ArrayList<>();
    sections.add(StandingMark.definitions());
    sections.add(new PageMasthead(release, ledger, headline).element());
    List<MarkupNode> main = new ArrayList<>();
    main.add(new CellMatrix(release, ledger).element());
    FindingSections findings = new FindingSections(ledger);
    main.addAll(findings.open());
    main.addAll(new TroubleSection(release).elements());
    main.addAll(new TaskSection(release).elements());
    main.addAll(new LatencySection(release).elements());
    main.addAll(new SoakSection(release).elements());
    main.addAll(findings.met());
    main.add(new BoardSection(release).element());
    main.add(new ProvenanceSection(release).element());
    sections.add(tag("main").add(main));
    sections.add(
        tag("footer")
            .text(
                "Drawn by Gantry "
                    + release.plan().gantry()
                    + ". The verdict was judged from the dossier; this page only draws it."));
    return sections;
  }
}
