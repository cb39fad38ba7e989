package dev.gantry.reports.page;

import static dev.gantry.reports.markup.Element.tag;

import dev.gantry.reports.ledger.EntryStanding;
import dev.gantry.reports.markup.Element;
import java.util.Arrays;
import java.util.Locale;

/** The sign of a standing: told apart by its shape, so that nobody has to tell red from green. */
final class StandingMark {
  private StandingMark() {}

  static Element of(EntryStanding standing) {
    return tag("svg", "mark " + className(standing))
        .attribute("aria-hidden", "true")
        .add(tag("use").attribute("href", "#mark-" + className(standing)));
  }

  /** The sign and its word. */
  static Element worded(EntryStanding standing) {
    return tag("span", "outcome " + className(standing)).add(of(standing)).text(standing.words());
  }

  static String className(EntryStanding standing) {
    return standing.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Element definitions() {
    return tag("svg", "definitions")
        .attribute("aria-hidden", "true")
        .add(Arrays.stream(EntryStanding.values()).map(StandingMark::symbol).toList());
  }

  private static Element symbol(EntryStanding standing) {
    Element symbol =
        tag("symbol")
            .attribute("id", "mark-" + className(standing))
            .attribute("viewBox", "0 0 16 16");
    return switch (standing) {
      case MET -> symbol.add(disc("solid"), stroke("M4.6 8.4 7 10.8l4.6-5.4"));
      case BROKEN ->
          symbol.add(
              tag("path", "solid").attribute("d", "M5 .7h6L15.3 5v6L11 15.3H5L.7 11V5z"),
              stroke("M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6"));
      case WAIVED -> symbol.add(disc("ring"), line("M4.5 11.5l7-7"), line("M4.5 8h3M8.5 8h3"));
      case NOT_MEASURED ->
          symbol.add(
              disc("ring"),
              line("M5.9 6.3a2.1 2.1 0 1 1 3.2 1.8c-.8.5-1.1.8-1.1 1.6"),
              tag("circle", "dot")
                  .attribute("cx", "8")
                  .attribute("cy", "11.9")
                  .attribute("r", "1"));
      case NO_EVIDENCE -> symbol.add(disc("ring dashed"));
    };
  }

  private static Element disc(String classes) {
    return tag("circle", classes).attribute("cx", "8").attribute("cy", "8").attribute("r", "7");
  }

  private static Element stroke(String path) {
    return tag("path", "cut").attribute("d", path);
  }

  private static Element line(String path) {
    return tag("path", "pen").attribute("d", path);
  }
}
